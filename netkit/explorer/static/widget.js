// The explorer within a notebook: the page in a frame of its own, which can neither read nor change the notebook, and
// messages that keep what it shows and the widget's traits the same.

const TRAITS = ["selected", "tie", "case", "at", "until", "view"];
const same = (left, right) => JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", model.get("_sandbox"));
  frame.title = "netkit explorer";
  frame.style.cssText = model.get("_style");
  const values = () => Object.fromEntries(TRAITS.map((name) => [name, model.get(name) ?? null]));
  const show = () => frame.contentWindow?.postMessage({ netkit: "show", ...values() }, "*");
  let ready = false;
  let hearing = false;
  const hear = (event) => {
    if (event.source !== frame.contentWindow || event.data?.netkit !== "shown") return;
    if (!ready) {
      ready = true;
      // What Python asked for before the page was there comes first.
      if (TRAITS.some((name) => name !== "view" && model.get(name) !== null) || model.get("view") !== event.data.view) { show(); return; }
    }
    hearing = true;
    for (const name of TRAITS) if (!same(model.get(name), event.data[name])) model.set(name, event.data[name]);
    hearing = false;
    model.save_changes();
  };
  const follow = () => { if (ready && !hearing) show(); };
  window.addEventListener("message", hear);
  for (const name of TRAITS) model.on(`change:${name}`, follow);
  frame.srcdoc = model.get("_page");
  el.append(frame);
  return () => {
    window.removeEventListener("message", hear);
    for (const name of TRAITS) model.off(`change:${name}`, follow);
  };
}

export default { render };
