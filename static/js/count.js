// Counts words down under a field. The limit itself is kept by the server.
const words = (text) => text.trim().split(/\s+/).filter(Boolean).length;

document.querySelectorAll("[data-words]").forEach((line) => {
  const field = document.getElementById(line.dataset.for);
  const show = () => {
    const left = line.dataset.words - words(field.value);
    line.textContent = (left < 0 ? line.dataset.over : line.dataset.left).replace("{n}", Math.abs(left));
    line.hidden = false;
  };
  field.addEventListener("input", show);
  show();
});
