// What the page loads when it is first asked for: correcting, duties, exports.

import { define } from "../ui/define";
import { CorrectionForm } from "./correction-form";
import { Duties } from "./duties";
import { ExportPanel } from "./export-panel";

define("jk-correction", CorrectionForm);
define("jk-duties", Duties);
define("jk-export", ExportPanel);
