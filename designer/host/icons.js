// Studio draws activities it does not know as a cube. Ours get the sign of their category, in the toolbox and on the canvas.
"use strict";
window.becsIcons = (() => {
  const CUBE = 'path[d^="M21,16.5C21,16.88"]';
  const signs = {
    Donors: "M12 3a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M3.5 21c0-4.5 4-7 8.5-7s8.5 2.5 8.5 7z",
    Donations: "M12 2c4 5 6.5 8.5 6.5 12.5a6.5 6.5 0 0 1-13 0C5.5 10.5 8 7 12 2z",
    Testing: "M9 2h6v2h-1v5l6 9.5a2.3 2.3 0 0 1-2 3.5H6a2.3 2.3 0 0 1-2-3.5L10 9V4H9z",
    Components: "M3 3h18v5H3zM4 9h16v12H4zM9 11v2h6v-2z",
    Quarantine: "M12 1.5l8.5 3.5v6c0 5.5-3.5 9.5-8.5 11.5C7 20.5 3.5 16.5 3.5 11V5z",
    Orders: "M1 5h13v11H1zM15 9h4l4 4v3h-8zM6 20.5a2 2 0 1 1 0-4a2 2 0 0 1 0 4M18 20.5a2 2 0 1 1 0-4a2 2 0 0 1 0 4",
    Tasks: "M9 16.2l-4.2-4.2L3 13.8l6 6L21 7.8L19.2 6z",
    Facts: "M12 5c5 0 9 4 10 7c-1 3-5 7-10 7S3 15 2 12c1-3 5-7 10-7M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7",
  };
  const byType = new Map(), byName = new Map();
  const signOf = path => {
    const tool = path.closest("[draggable=true]");
    if (tool) { return byName.get(tool.textContent.trim()); }
    const box = path.closest("elsa-activity-wrapper");
    try { return box && byType.get(JSON.parse(box.getAttribute("activity-json")).type); } catch { return null; }
  };
  let waiting = false;
  const draw = () => {
    waiting = false;
    for (const path of document.querySelectorAll(CUBE)) {
      const sign = signOf(path);
      if (sign) { path.setAttribute("d", sign); }
    }
  };
  const soon = () => {
    if (!waiting) { waiting = true; requestAnimationFrame(draw); }
  };
  new MutationObserver(soon).observe(document.getElementById("becs-studio"), { childList: true, subtree: true });
  return descriptors => {
    for (const d of descriptors.filter(d => d.namespace === "Becs" && signs[d.category])) {
      byType.set(d.typeName, signs[d.category]);
      byName.set(d.displayName, signs[d.category]);
    }
    soon();
  };
})();
