// The few things a page cannot do from the server: focus, sound, files, the scanner's burst of keys, the lost connection.
"use strict";
window.becs = (() => {
  const BURST_GAP_MS = 50;      // a scanner types faster than any person
  const BURST_LENGTH = 6;       // shorter bursts are people
  const KEPT_MS = 30000;        // a scan made while the page still connects is opened once it has
  let box = null, boxKey = null, kept = null, keys = "", last = 0, started = null, before = "";

  // Nobody looks at the screen while scanning: a burst that comes before the server listens waits for it.
  const hand = text => {
    if (box) { kept = null; box.invokeMethodAsync("Scanned", text); } else { kept = { text, at: performance.now() }; }
  };

  const isText = e => e && (e.tagName === "TEXTAREA" || (e.tagName === "INPUT" && /^(text|search|number|password|)$/.test(e.type)));

  document.addEventListener("keydown", event => {
    if (event.key === "F2") {
      event.preventDefault();
      const scan = document.getElementById("scanbox");
      if (scan) { scan.focus(); scan.select(); }
      return;
    }
    const target = event.target;
    if (target && target.closest && target.closest("[data-scan], #scanbox, [type=password]")) { keys = ""; return; }
    const now = event.timeStamp;
    if (now - last > BURST_GAP_MS) { keys = ""; started = target; before = isText(target) ? target.value : ""; }
    last = now;
    if (event.key === "Enter") {
      if (keys.length >= BURST_LENGTH && !document.getElementById("password")) {
        event.preventDefault();
        event.stopImmediatePropagation();
        const text = keys;
        if (isText(started)) { started.value = before; started.dispatchEvent(new Event("input", { bubbles: true })); }
        hand(text);
      }
      keys = "";
    } else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) {
      keys += event.key;
    } else if (event.key !== "Shift") {
      keys = "";                // Tab and the like: somebody moves through a form
    }
  }, true);

  // Lists: arrows move between rows, Enter opens the row's link.
  document.addEventListener("keydown", event => {
    const row = event.target.matches && event.target.matches("tr[data-row]") ? event.target : null;
    if (!row) { return; }
    const to = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
    if (to) { event.preventDefault(); to.focus(); }
    const opens = event.key === "Enter" && row.querySelector("a[href], button.row-link");
    if (opens) { opens.click(); }
  });

  // Drawings are moved by hand, too.
  let pan = null;
  document.addEventListener("pointerdown", event => {
    const view = event.button === 0 && event.target.closest ? event.target.closest("[data-pan]") : null;
    pan = view && !event.target.closest("a") ? { view, x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop } : null;
  });
  document.addEventListener("pointermove", event => {
    if (pan && event.buttons === 1) { pan.view.scrollTo(pan.x - event.clientX, pan.y - event.clientY); }
  });

  document.addEventListener("change", event => {
    if (event.target.matches && event.target.matches("[data-submit]")) { event.target.form.submit(); }
  });

  // What a link leads to may be drawn after the page: it is waited for.
  const DRAWN_WITHIN_MS = 10000;
  const seek = (id, since) => {
    const place = document.getElementById(id);
    if (place) { place.scrollIntoView(); } else if (Date.now() - since < DRAWN_WITHIN_MS) { setTimeout(() => seek(id, since), 100); }
  };
  if (location.hash.length > 1) { seek(decodeURIComponent(location.hash.slice(1)), Date.now()); }

  const focusable = "input:not([type=hidden]):not([disabled]), select:not([disabled]), textarea:not([disabled]), button:not([disabled])";

  // A page left alone ends its session; a page in use keeps the cookie alive.
  const KEEP_ALIVE_MS = 4 * 60 * 1000;
  // One session has many tabs: none is idle while another is in use.
  const ACTIVE = "becs-active";
  let active = Date.now(), renewed = Date.now();
  const elsewhere = () => Number(localStorage.getItem(ACTIVE)) || 0;
  for (const kind of ["keydown", "pointerdown", "wheel"]) {
    document.addEventListener(kind, () => {
      active = Date.now();
      if (active - elsewhere() > 1000) { localStorage.setItem(ACTIVE, String(active)); }
      if (active - renewed > KEEP_ALIVE_MS && box) { renewed = active; fetch("/shell/stay", { method: "POST" }); }
    }, { capture: true, passive: true });
  }

  // After a dialog the keyboard goes on where it was, if that is still there.
  let worked = null;
  document.addEventListener("focusin", event => { if (event.target.closest && event.target.closest("main")) { worked = event.target; } });
  const FOCUS_BACK_MS = 200;

  return {
    focusBack: () => setTimeout(() => {
      if (document.activeElement === document.body && worked && worked.isConnected && !worked.disabled) { worked.focus(); }
    }, FOCUS_BACK_MS),
    idleSeconds: () => (Date.now() - Math.max(active, elsewhere())) / 1000,
    endSession: () => {
      const form = document.createElement("form");
      form.method = "post";
      form.action = "/shell/sign-out?expired=true&returnUrl=" + encodeURIComponent(location.pathname);
      document.body.append(form);
      form.submit();
    },
    listen: (reference, key) => {
      box = reference;
      boxKey = key;
      if (kept && performance.now() - kept.at < KEPT_MS) { hand(kept.text); }
      kept = null;
    },
    // A page that goes may say so after its successor came: only the one that listens can stop.
    stopListening: key => { if (key === boxKey) { box = null; } },
    focus: id => { const e = document.getElementById(id); if (e) { e.focus(); e.scrollIntoView({ block: "center" }); } },
    // Covers the screen: everything below is out of reach of mouse, keyboard and screen reader.
    cover: id => { const e = document.getElementById(id); if (e && !e.open) { e.showModal(); } },
    focusNext: id => {
      const from = document.getElementById(id);
      const form = from && from.closest("form, [data-form]");
      if (!form) { return; }
      const all = [...form.querySelectorAll(focusable)].filter(e => e.offsetParent !== null);
      // After the last scan comes the way to finish; the scanner's own Enter has passed by then.
      const next = all[all.indexOf(from) + 1] || document.querySelector("main .outcomes button:not([disabled])");
      if (next) { next.focus(); }
    },
    download: async (name, content) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([await content.arrayBuffer()], { type: "text/csv" }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    },
    // Drawings: how large one is shown, and its present step in the middle.
    graphScale: id => {
      const svg = document.querySelector(`#${id} svg`);
      if (!svg) { return 0; }
      const shown = svg.getBoundingClientRect(), whole = svg.viewBox.baseVal;
      return Math.min(shown.width / whole.width, shown.height / whole.height);
    },
    graphCentre: id => {
      const view = document.getElementById(id);
      const node = view && view.querySelector(".state-faulted, .state-current, .state-waiting, .halo");
      if (!node) { return; }
      const v = view.getBoundingClientRect(), n = node.getBoundingClientRect();
      view.scrollBy(n.left + n.width / 2 - v.left - v.width / 2, n.top + n.height / 2 - v.top - v.height / 2);
    },
    print: () => window.print(),
    errorSound: () => {
      try {
        const audio = new AudioContext(), tone = audio.createOscillator(), volume = audio.createGain();
        tone.type = "square"; tone.frequency.value = 220; volume.gain.value = 0.15;
        tone.connect(volume); volume.connect(audio.destination);
        tone.start(); tone.stop(audio.currentTime + 0.35);
      } catch { /* no sound device: the message is on the screen */ }
    },
    confirmLeave: on => { window.onbeforeunload = on ? e => { e.preventDefault(); } : null; },
  };
})();

document.addEventListener("DOMContentLoaded", () => {
  const notice = document.getElementById("components-reconnect-modal");
  if (!notice) { return; }
  notice.addEventListener("components-reconnect-state-changed", event => {
    const state = event.detail.state;
    notice.dataset.state = state;
    if (state === "show" && !notice.open) { notice.showModal(); }
    if (state === "hide" && notice.open) { notice.close(); }
    if (state === "rejected") { location.reload(); }
  });
  const retry = document.getElementById("reconnect-retry");
  if (retry) {
    retry.addEventListener("click", async () => { if (!await Blazor.reconnect()) { location.reload(); } });
  }
});
