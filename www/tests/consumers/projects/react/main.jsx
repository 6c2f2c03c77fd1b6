import "jiken/element";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function App() {
  const [causes, setCauses] = useState("");
  const onResult = ({ detail }) =>
    setCauses(detail.incidents.map((incident) => incident.causes[0].id).join(" "));
  return (
    <>
      <jiken-classifier compact language="en" onjiken-result={onResult}>
        <h1 slot="header">React</h1>
      </jiken-classifier>
      <output id="element">{causes}</output>
    </>
  );
}

createRoot(document.querySelector("#app")).render(<App />);
