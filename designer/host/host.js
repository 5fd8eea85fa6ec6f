// The page around Elsa Studio. Studio is used as it is packed: this only gives it its element, signs its calls with the page's session,
// shows the server's sentences where Studio is silent, and leads its own navigation to our pages.
"use strict";
(() => {
  const page = document.documentElement.dataset;
  const SUCCESS_SHOWN_MS = 4000;
  const KEEP_ALIVE_MS = 4 * 60 * 1000;
  const IDLE_LIMIT_MS = 15 * 60 * 1000;
  const byId = id => document.getElementById(id);

  // --- the element: an absolute address without a final slash, and no token: the session's cookie is sent by itself ---
  const studio = document.createElement(page.element);
  studio.setAttribute("remote-endpoint", location.origin + "/elsa/api");
  if (page.element === "elsa-workflow-definition-editor") { studio.setAttribute("definition-id", page.id); }
  if (page.element === "elsa-workflow-instance-viewer") { studio.setAttribute("instance-id", page.id); }
  byId("becs-studio").append(studio);
  const bar = document.querySelector(".becs-bar");
  // Studio takes what our lines above leave it.
  const fit = () => document.documentElement.style.setProperty(
    "--mud-appbar-height", bar.offsetHeight + byId("becs-standing").offsetHeight + "px");
  fit();

  const go = path => location.assign(document.baseURI + path);
  const open = {
    editWorkflowDefinition: id => go(`workflows/definitions/${encodeURIComponent(id)}/edit`),
    viewWorkflowInstance: id => go(`workflows/instances/${encodeURIComponent(id)}/view`),
  };
  // Set after the element is defined: its constructor redefines what was there before.
  customElements.whenDefined(page.element).then(() => Object.assign(studio, open));

  // --- sentences ---
  const notice = byId("becs-notice");
  const say = sentences => {
    notice.querySelector("p").textContent = sentences.join(" ");
    notice.hidden = sentences.length === 0;
  };
  notice.querySelector("button").addEventListener("click", () => say([]));
  const status = byId("becs-status");
  let shown = 0;
  const tell = text => {
    status.textContent = text;
    clearTimeout(shown);
    shown = setTimeout(() => { status.textContent = status.dataset.lasting || ""; }, SUCCESS_SHOWN_MS);
  };

  // --- calls ---
  const sendPlain = window.fetch.bind(window);
  const isElsa = url => new URL(url, document.baseURI).pathname.startsWith("/elsa/");
  const isSave = (url, method) => method === "POST" && new URL(url, document.baseURI).pathname === "/elsa/api/workflow-definitions";
  const waitingForSave = [];
  const leave = () => location.assign("/login?expired=true&returnUrl=" + encodeURIComponent(location.pathname));
  window.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!isElsa(url)) { return sendPlain(input, init); }
    const method = (init && init.method) || (input instanceof Request ? input.method : "GET");
    const headers = new Headers((init && init.headers) || (input instanceof Request ? input.headers : undefined));
    headers.set("X-Becs-Antiforgery", page.antiforgery);
    if (page.site) { headers.set("X-Becs-Site", page.site); }
    const sending = sendPlain(input, { ...init, headers, credentials: "same-origin" });
    if (isSave(url, method)) { waitingForSave.splice(0).forEach(hear => hear(sending)); }
    const answer = await sending;
    if (answer.status === 401) { leave(); }
    if (answer.status >= 400 && answer.status !== 404) { return refused(url, method, answer, await answer.text()); }
    if (method === "POST" && answer.ok) { done(url, method, answer.clone()); }
    if (method === "GET" && answer.ok && /\/by-(definition-)?id\//.test(url)) { opened(answer.clone()); }
    if (method === "GET" && answer.ok && /\/descriptors\/activities(\?|$)/.test(url)) { described(answer.clone()); }
    return answer;
  };
  const parsed = text => { try { return JSON.parse(text); } catch { return null; } };
  // The text is read before Studio has the answer: Studio stops the transfer when it sees the status.
  const refused = (url, method, answer, text) => {
    const body = parsed(text);
    say(body && body.errors ? Object.values(body.errors).flat() : [body && body.title || `${answer.status}`]);
    // Studio would stop at a refusal of these two: the sentence is on the page, and Studio reads again what is there.
    if (method === "DELETE") { return new Response(null, { status: 204 }); }
    if (/\/revert\/\d+$/.test(new URL(url, document.baseURI).pathname) && body && body.draft) {
      return new Response(JSON.stringify(body.draft), { status: 201, headers: { "Content-Type": "application/json" } });
    }
    return new Response(text, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
  };
  const done = async (url, method, answer) => {
    const body = await answer.json().catch(() => null);
    if (body && body.refusals && body.refusals.length > 0) { say(body.refusals); }
    if (isSave(url, method)) { say([]); tell(page.kept); judgeSoon(); }
  };
  const described = async answer => {
    const descriptors = await answer.json().catch(() => null);
    if (descriptors) { window.becsIcons(descriptors.items); }
  };
  const opened = async answer => {
    const definition = await answer.json().catch(() => null);
    if (!definition || page.element !== "elsa-workflow-definition-editor") { return; }
    document.title = `${definition.name} ${definition.version}`;
    status.dataset.lasting = definition.isReadonly ? page.readOnly : "";
    status.textContent = status.dataset.lasting;
    byId("becs-draft").hidden = !(definition.isReadonly && page.mayEdit);
    byId("becs-submit").hidden = !(!definition.isReadonly && page.mayEdit);
    link("becs-scenarios", !definition.isReadonly && page.mayEdit ? `/changes/new?definition=${encodeURIComponent(definition.definitionId)}#scenarios` : null);
    link("becs-parts", !definition.isReadonly && page.mayEdit ? `/workflows/${encodeURIComponent(definition.definitionId)}/parts` : null);
    judged = { id: definition.definitionId, version: definition.isReadonly ? definition.version : null };
    judge();
  };

  // --- where it stands in change control, and what is wrong with a draft, at the step it belongs to ---
  const JUDGE_AFTER_MS = 1500;
  let judged = null, waiting = 0, asked = 0;
  const marks = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];
  const judgeSoon = () => { clearTimeout(waiting); waiting = setTimeout(judge, JUDGE_AFTER_MS); };
  const judge = async () => {
    if (!judged) { return; }
    const turn = ++asked;
    const query = judged.version === null ? "" : "?version=" + judged.version;
    const answer = await sendPlain(`/api/workflows/${encodeURIComponent(judged.id)}/standing${query}`, { credentials: "same-origin" }).catch(() => null);
    if (turn === asked) { stand(answer && answer.ok ? await answer.json() : null); }
  };
  const link = (id, url) => {
    byId(id).hidden = !url;
    if (url) { byId(id).href = url; }
  };
  const stand = standing => {
    byId("becs-standing").hidden = !standing;
    byId("becs-standing").textContent = standing ? standing.sentence : "";
    fit();
    link("becs-change", standing && standing.changeUrl);
    link("becs-compare", standing && standing.compareUrl);
    const problems = standing ? standing.problems : [];
    const found = byId("becs-found"), list = byId("becs-problems");
    found.hidden = problems.length === 0;
    found.textContent = page.problems.replace("{0}", problems.length);
    list.querySelector("ol").replaceChildren(...problems.map(problem => {
      const item = document.createElement("li"), text = document.createElement("p");
      text.textContent = problem.text;
      item.append(text);
      if (problem.stepId) {
        const show = document.createElement("button");
        show.type = "button";
        show.textContent = page.showStep;
        show.addEventListener("click", () => showStep(problem.stepId));
        item.append(show);
      }
      return item;
    }));
    if (problems.length === 0) { fold(true); }
    marks.replaceSync([...new Set(problems.map(p => p.stepId).filter(Boolean))]
      .map(id => `.x6-node[data-cell-id="${CSS.escape(id)}"] foreignObject { outline: 4px solid #a3142f; outline-offset: 5px; border-radius: 6px; }`).join("\n"));
  };
  const fold = folded => {
    byId("becs-problems").hidden = folded;
    byId("becs-found").setAttribute("aria-expanded", String(!folded));
  };
  byId("becs-found").addEventListener("click", () => fold(!byId("becs-problems").hidden));
  // The canvas has no scroll bars: it is drawn aside, as a hand would, until the step stands in its middle.
  const showStep = id => {
    const node = document.querySelector(`.x6-node[data-cell-id="${CSS.escape(id)}"]`), canvas = node && node.closest(".x6-graph");
    if (!canvas) { return; }
    const n = node.getBoundingClientRect(), c = canvas.getBoundingClientRect();
    const from = { x: c.left + 3, y: c.top + 3 };
    const to = { x: from.x + c.left + c.width / 2 - n.left - n.width / 2, y: from.y + c.top + c.height / 2 - n.top - n.height / 2 };
    const send = (target, type, at) => target.dispatchEvent(new MouseEvent(type, {
      bubbles: true, cancelable: true, view: window, button: 0, buttons: type === "mouseup" ? 0 : 1, clientX: at.x, clientY: at.y,
    }));
    send(canvas.querySelector("svg"), "mousedown", from);
    send(document.body, "mousemove", to);
    send(document.body, "mouseup", to);
  };
  byId("becs-draft").addEventListener("click", async () => {
    const id = page.id.split("@")[0];
    const answer = await sendPlain(`/api/workflows/${encodeURIComponent(id)}/draft`, {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-Becs-Antiforgery": page.antiforgery }, body: "{}",
    });
    if (answer.status === 401) { leave(); }
    else if (answer.ok) { open.editWorkflowDefinition(id); }
    else { refused(answer.url, "POST", answer, await answer.text()); }
  });

  // Studio saves half a second after a change, and not at all without Auto-save: who goes to the pages of the draft takes along what is
  // drawn. Its own key saves; what is refused stays here, with the sentence that says why.
  const SETTLE_MS = 600, SAVE_STARTS_MS = 4000;
  const saveDraft = () => new Promise(resolve => {
    const none = setTimeout(() => resolve(true), SAVE_STARTS_MS);
    waitingForSave.push(async sending => {
      clearTimeout(none);
      const answer = await sending.catch(() => null);
      resolve(Boolean(answer && answer.ok));
    });
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "s", code: "KeyS", ctrlKey: true, bubbles: true, cancelable: true }));
  });
  let going = false;
  const goWithDraft = async url => {
    if (going) { return; }
    going = true;
    tell(page.saving);
    await new Promise(settled => setTimeout(settled, SETTLE_MS));
    const isKept = !judged || judged.version !== null || await saveDraft();
    going = false;
    if (isKept) { location.assign(url); }
  };
  byId("becs-submit").addEventListener("click", () =>
    goWithDraft("/changes/new?definition=" + encodeURIComponent(page.id.split("@")[0])));
  for (const id of ["becs-compare", "becs-scenarios", "becs-parts"]) {
    byId(id).addEventListener("click", event => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      goWithDraft(event.currentTarget.href);
    });
  }

  // --- Studio has no router: it only pushes addresses. A new path is a new page; a new query is a list's own business. ---
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name].bind(history);
    history[name] = (state, title, url) => {
      const to = new URL(url === undefined || url === null ? location.href : url, document.baseURI);
      if (to.pathname !== location.pathname) { location.assign(to.href); return; }
      original(state, title, url);
    };
  }

  // --- the session: a page in use keeps it, a page left alone ends it ---
  const ACTIVE = "becs-active"; // as in becs.js: no tab is idle while another is in use
  let active = Date.now(), kept = Date.now();
  const elsewhere = () => Number(localStorage.getItem(ACTIVE)) || 0;
  for (const kind of ["keydown", "pointerdown", "wheel"]) {
    document.addEventListener(kind, () => {
      active = Date.now();
      if (active - elsewhere() > 1000) { localStorage.setItem(ACTIVE, String(active)); }
      if (active - kept > KEEP_ALIVE_MS) { kept = active; sendPlain("/shell/stay", { method: "POST", credentials: "same-origin" }); }
    }, { capture: true, passive: true });
  }
  setInterval(() => {
    if (Date.now() - Math.max(active, elsewhere()) > IDLE_LIMIT_MS) {
      const form = document.createElement("form");
      form.method = "post";
      form.action = "/shell/sign-out?expired=true&returnUrl=" + encodeURIComponent(location.pathname);
      document.body.append(form);
      form.submit();
    }
  }, 20000);

  window.addEventListener("offline", () => say([page.lost]));
})();
