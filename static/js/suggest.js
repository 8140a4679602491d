// Suggestions under the search field: the ARIA combobox pattern with a list box. Without this script the form just searches.
const LEAST = 2;
const PAUSE = 180;

const option = ({ title, type }, id) => {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  for (const text of [title, type]) item.append(Object.assign(document.createElement("span"), { textContent: text ?? "" }));
  return item;
};

const combobox = (form) => {
  const field = form.querySelector("input");
  const list = Object.assign(document.createElement("ul"), { id: `${field.id}-suggestions`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
    field.setAttribute(name, value);
  }
  let found = [];
  let chosen = -1;
  let timer;
  let asked;

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[index].id);
  };
  const show = (suggestions) => {
    found = suggestions;
    list.replaceChildren(...found.map((suggestion, at) => option(suggestion, `${list.id}-${at}`)));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const words = field.value.trim();
    if (words.length < LEAST) return show([]);
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
      show(answer.ok ? (await answer.json()).suggestions : []);
    } catch {
      // Offline, or a newer question overtook this one: the form still works.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && found.length) {
      event.preventDefault();
      show([]);
    } else if (step && found.length) {
      event.preventDefault();
      const places = found.length + 1;
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(found[chosen].url);
    }
  });
  list.addEventListener("mousedown", (event) => {
    const at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) location.assign(found[at].url);
  });
  field.addEventListener("blur", () => show([]));
};

document.querySelectorAll("form[data-suggest]").forEach(combobox);
