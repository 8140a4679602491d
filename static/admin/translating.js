// Comfort for translators; the worksheet works without it. Ctrl+S saves, Alt+N goes to the next text to do, a suggestion is taken
// over with one press, the preview follows what is typed, and leaving with unsaved words asks first.
(() => {
  const form = document.getElementById("tr-worksheet");
  if (!form) return;
  let changed = false;
  let sending = false;
  let timer = 0;
  const frame = document.getElementById("tr-preview");

  function preview() {
    const button = form.querySelector('[formtarget="tr-preview"]');
    if (button) form.requestSubmit(button);
  }

  function goOn() {
    const lines = [...form.querySelectorAll(".tr-line--missing, .tr-line--faulty, .tr-line--check, .tr-line--machine")];
    const here = document.activeElement.closest(".tr-line");
    const next = lines.find((line) => !here || here.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING) || lines[0];
    const input = next && next.querySelector(".tr-input");
    if (!input) return;
    next.scrollIntoView({ block: "center" });
    input.focus();
  }

  function grow(input) {
    if (input.tagName !== "TEXTAREA") return;
    input.style.blockSize = "auto";
    input.style.blockSize = `${input.scrollHeight + 2}px`;
  }

  form.addEventListener("input", (event) => {
    changed = true;
    grow(event.target);
    clearTimeout(timer);
    timer = setTimeout(preview, 1200);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.formTarget) return;
    sending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sending) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector('.tr-footer [value="save"]'));
    } else if (event.altKey && event.key.toLowerCase() === "n") {
      event.preventDefault();
      goOn();
    }
  });
  for (const link of form.querySelectorAll(".tr-next, [data-next], .tr-figures a[href^='#line-']")) {
    link.addEventListener("click", () => {
      const line = document.querySelector(link.hash);
      const input = line && line.querySelector(".tr-input");
      if (input) setTimeout(() => input.focus());
    });
  }
  for (const text of form.querySelectorAll("[data-suggestion]")) {
    const input = document.getElementById(text.dataset.suggestion);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = form.dataset.use || "↵";
    button.addEventListener("click", () => {
      input.value = text.textContent;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    text.after(button);
  }
  form.querySelectorAll("textarea.tr-input").forEach(grow);
  if (frame) form.querySelector('[formtarget="tr-preview"]')?.addEventListener("click", () => frame.scrollIntoView({ block: "nearest" }));
})();
