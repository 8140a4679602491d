// Two comforts on every page; nothing needs them. Escape closes the menu, and after a failed form the focus is on what to fix.
const close = (event) => {
  const open = event.key === "Escape" && document.querySelector("details.pocket[open], .languages details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
};

document.addEventListener("keydown", close);
document.querySelector("#errors")?.focus();
