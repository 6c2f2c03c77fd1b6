// What the page hears of its elements, in order.

const heard = [];
globalThis.heard = heard;

for (const type of ["jiken-ready", "jiken-result", "jiken-error"]) {
  document.addEventListener(type, ({ target, detail }) => {
    heard.push({ type, id: target.id, detail });
  });
}
