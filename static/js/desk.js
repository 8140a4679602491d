// Comforts of the story form; every button does the same without them. Saves as one types, keeps a copy on the device while that
// fails and offers it again, counts words, and sends pictures as soon as they are chosen, one by one.
const form = document.getElementById("story");
const { elements: fields, dataset: words } = form;
const [line, others, list, progress] = ["saved-line", "others-line", "picture-list", "upload-line"].map((id) => document.getElementById(id));
const store = () => `desk:${words.key}:${address.slice(3)}`; // in every language the same
const PAUSE = 3000; // milliseconds after the last key: as one stops to think
const SIGN_OF_LIFE = 45000;
let address = location.pathname;
let changed = false;
let busy = false;
let waiting = null; // the button pressed while something was on its way
let timer;

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

const typed = () => {
  const data = new FormData(form);
  data.delete("files");
  return data;
};

// `sent`: a button took the words away; if the version has grown since, they arrived.
const keep = (sent = false) => {
  try {
    localStorage.setItem(store(), JSON.stringify({ sent, version: words.version, pairs: [...typed()] }));
  } catch { /* no room, or not allowed: the page itself still has the words */ }
};
const forget = () => localStorage.removeItem(store());
const gist = (pairs) => pairs.filter(([name]) => !/^(seal|seen|key|kept|stands-|why-|reply-)/.test(name)).join().replace(/[\s\\]+/g, " ");

const put = (pairs) => {
  form.querySelectorAll(":checked:not(option)").forEach((one) => { one.checked = false; });
  for (const [name, value] of pairs) {
    const found = fields[name];
    if (!found || /^(seal|key|kept)$/.test(name)) continue;
    for (const one of found instanceof RadioNodeList ? found : [found]) {
      if (/radio|checkbox/.test(one.type)) one.checked ||= one.value === value;
      else one.value = value;
    }
  }
  note();
};

const restore = () => {
  const kept = JSON.parse(localStorage.getItem(store()));
  if (!kept) return;
  if (document.getElementById("errors") || (kept.sent && kept.version !== words.version) || gist(kept.pairs) === gist([...typed()])) return forget();
  const box = make("p", { className: "buttons middle", role: "status" });
  const button = (textContent, act) => make("button", {
    type: "button", className: "button button--small", textContent,
    onclick: () => { act(); box.remove(); fields.text.focus(); },
  });
  box.append(words.found, button(words.restore, () => put(kept.pairs)), button(words.drop, forget));
  form.prepend(box);
};

const answer = (result, status) => {
  line.textContent = words.lost;
  if (!result) return;
  if (result.sign_in) {
    line.textContent = `${words.signedOut} `;
    line.append(make("a", { href: result.sign_in, textContent: words.signIn }));
    return;
  }
  line.textContent = words.gone;
  if (result.gone || result.locked) return;
  fields.seen.value = JSON.stringify(result.seen);
  words.version = result.version;
  if (address !== result.url) {
    forget();
    address = result.url;
    history.replaceState(null, "", address);
    form.setAttribute("action", address);
  }
  others.hidden = !result.others.length;
  others.firstElementChild.textContent = result.others.join(", ");
  const isWhole = status < 300 && !Object.keys(result.errors).length;
  if (isWhole && !changed) forget();
  line.textContent = status === 409 ? words.conflict : isWhole ? words.saved.replace("{time}", result.saved) : words.notSaved;
};

const post = (data, watch) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  if (watch) request.upload.onprogress = watch;
  request.onloadend = () => {
    answer(request.response, request.status);
    done(request);
  };
  request.send(data);
});

const later = () => { clearTimeout(timer); timer = setTimeout(save, PAUSE); };
const note = () => { changed = true; keep(); later(); };
const arrive = () => {
  busy = false;
  if (waiting) form.requestSubmit(waiting);
  waiting = null;
};
const save = async () => {
  if (busy) return later();
  busy = true;
  changed = false;
  const { status } = await post(typed());
  changed ||= status !== 200;
  arrive();
};

// The pictures as they are now. What was typed about them while one was on its way stays, with the mark of what it was typed over.
const showPictures = ({ pictures, shown, seen }, sent) => {
  const since = [...typed()].filter(([name, value]) => /^(alt|caption)-/.test(name) && value !== sent.get(name));
  list.innerHTML = pictures;
  for (const [name, value] of since) {
    if (!fields[name]) continue;
    fields[name].value = value;
    shown[name] = seen[name];
  }
  fields.seen.value = JSON.stringify({ ...seen, ...shown });
};

const sendPictures = async (files) => {
  clearTimeout(timer);
  busy = true;
  for (const file of files) {
    const data = typed();
    data.append("files", file);
    const { response } = await post(data, ({ loaded, total }) => {
      progress.textContent = `${words.uploading.replace("{name}", file.name)} ${Math.round((100 * loaded) / total)}%`;
    });
    if (response?.pictures) showPictures(response, data);
  }
  progress.textContent = fields.files.value = "";
  arrive();
};

const count = form.querySelector("[data-count]");
const recount = () => { count.textContent = count.dataset.words.replace("{n}", (fields.text.value.match(/\S+/g) || []).length); };

form.addEventListener("input", ({ target }) => { if (target.type !== "file") note(); });
// What is on its way arrives first: else the form would meet its own words as somebody else's, and a picture would be lost.
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (busy) {
    event.preventDefault();
    waiting = event.submitter;
  } else keep(true);
});
fields.text.addEventListener("input", recount);
fields.files.addEventListener("change", () => sendPictures([...fields.files.files]));
form.querySelector("[data-upload]").hidden = true;
const zone = form.querySelector(".upload");
for (const kind of ["dragover", "dragleave", "drop"]) {
  zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") sendPictures([...event.dataTransfer.files]);
  });
}
addEventListener("online", () => changed && save());
setInterval(() => { if (words.version > 0 && !document.hidden) save(); }, SIGN_OF_LIFE);
recount();
restore();
