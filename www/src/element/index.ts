// The package's entry `jiken/element`.

export { JikenError } from "../package/error";
export { JikenClassifierElement } from "./element";
