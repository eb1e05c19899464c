// Keys, filter and the table of events. Without this script the page still is whole: calls open,
// links jump, and everything can be read, searched and printed.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const calls = [...document.querySelectorAll("details.call")];
  const row = (call) => call.querySelector("summary");
  const inSight = () => calls.filter((call) => !call.hidden);
  const current = () =>
    document.activeElement?.closest("details.call") ?? calls.find((call) => call.open && !call.hidden);

  // Calls close one another (they share a name), which moves what lies below the closed one.
  for (const call of calls) {
    call.addEventListener("toggle", () => {
      if (!call.open) return;
      history.replaceState(null, "", "#" + call.id);
      if (row(call).getBoundingClientRect().top < 0) row(call).scrollIntoView({ block: "start" });
    });
  }

  // The call that the address names is opened, also from a link to a place inside of it.
  const openNamed = () => {
    const named = byId(decodeURIComponent(location.hash.slice(1)));
    const call = named?.closest("details.call");
    if (!call || call.open) return;
    call.open = true;
    named.scrollIntoView();
  };
  addEventListener("hashchange", openNamed);
  openNamed();

  // A jump takes the focus along, so that Tab goes on from there.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const goal = link && byId(link.getAttribute("href").slice(1));
    if (!goal?.closest("details.call")) return;
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    document.querySelectorAll(".here").forEach((was) => was.classList.remove("here"));
    goal.classList.add("here");
    if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
    goal.scrollIntoView({ block: "center" });
    goal.focus({ preventScroll: true });
  });

  // The table of events goes under a button.
  for (const events of document.querySelectorAll(".events")) {
    const caption = events.querySelector("caption");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "toggle";
    button.textContent = caption.textContent;
    const show = (shown) => {
      events.classList.toggle("shut", !shown);
      button.setAttribute("aria-expanded", String(shown));
    };
    button.addEventListener("click", () => show(events.classList.contains("shut")));
    caption.className = "unseen";
    events.prepend(button);
    show(false);
  }

  // Filter.
  const tools = byId("tools");
  if (tools) {
    const [found, who, flagged, shown] = ["by-found", "by-who", "by-flag", "shown"].map(byId);
    const filter = () => {
      for (const call of calls) {
        const fits =
          (!found.value || call.dataset.found.split(" ").includes(found.value)) &&
          (!who.value || call.dataset.who === who.value) &&
          (!flagged.checked || call.hasAttribute("data-flagged"));
        call.hidden = !fits;
        if (!fits) call.open = false;
      }
      shown.textContent = shown.dataset.text
        .replace("{shown}", inSight().length)
        .replace("{all}", calls.length);
    };
    tools.hidden = byId("keys").hidden = false;
    tools.addEventListener("change", filter);
    tools.addEventListener("submit", (event) => event.preventDefault());
    // A browser may bring back what was chosen before.
    filter();
  }

  // Keys.
  const go = (step) => {
    const list = inSight();
    if (list.length === 0) return;
    const from = current();
    const at = from ? list.indexOf(from) + step : 0;
    const to = list[Math.min(Math.max(at, 0), list.length - 1)];
    // Whoever reads goes on reading; whoever looks through the rows goes on looking.
    if (from?.open && to !== from) {
      from.open = false;
      to.open = true;
    }
    row(to).scrollIntoView({ block: to.open ? "start" : "nearest" });
    row(to).focus({ preventScroll: true });
  };
  const close = () => {
    const call = calls.find((call) => call.open);
    if (!call) return;
    call.open = false;
    row(call).scrollIntoView({ block: "nearest" });
    row(call).focus({ preventScroll: true });
  };
  const actions = {
    j: () => go(1),
    k: () => go(-1),
    t: () => current()?.querySelector(".toggle")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const typing = event.target.closest?.("select, input:not([type='checkbox']), textarea");
    if (typing) return;
    if (event.key === "Escape") return close();
    if (!byId("keys-on")?.checked || event.shiftKey) return;
    // A Latin letter counts as it is; with another layout the place on the keyboard counts.
    const latin = /^[a-z]$/i.test(event.key);
    const letter = latin ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
    if (!Object.hasOwn(actions, letter)) return;
    event.preventDefault();
    actions[letter]();
  });
})();
