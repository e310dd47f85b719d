// What the report does besides, where scripts run: sorted tables, keys through the doubts, the ledger's words beside a
// mark. Without it nothing is missing. Text goes into the page as text only.
"use strict";
(() => {
  const make = (name, text, parent) => {
    const it = document.createElement(name);
    if (text) it.textContent = text;
    if (parent) parent.append(it);
    return it;
  };

  // Sort the index by a column.
  for (const table of document.querySelectorAll("table.index")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => row.cells[column]?.dataset.n ?? row.cells[column]?.textContent ?? "";
        const order = new Intl.Collator(undefined, { numeric: true });
        const rows = [...table.tBodies[0].rows].sort((a, b) => order.compare(key(a), key(b)));
        table.tBodies[0].append(...(down ? rows.reverse() : rows));
      });
    });
  }

  // Show only the rows of a table that hold some words.
  for (const table of document.querySelectorAll("table.index, table.ledger")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 8) continue;
    const field = make("label", "Rows with ");
    field.className = "find";
    const input = make("input", "", field);
    input.type = "search";
    const told = make("span", "", field);
    told.setAttribute("role", "status");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/);
      let n = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        n += !row.hidden;
      }
      told.textContent = input.value ? ` ${n} of ${rows.length}` : "";
    });
    table.before(field);
  }

  // The words of the ledger beside the mark that has the focus or the pointer.
  const card = make("aside", "", document.body);
  card.className = "card";
  card.hidden = true;
  card.setAttribute("aria-hidden", "true");
  const show = (event) => {
    const link = event.target.closest?.(".out a[href^='#e']");
    const row = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    card.hidden = !row;
    if (!row) return;
    card.replaceChildren();
    for (const cell of [...row.cells].slice(1, 5)) make("div", cell.textContent.trim(), card);
  };
  document.addEventListener("focusin", show);
  document.addEventListener("pointerover", show);

  // Keys: j and k go through the doubts, ? tells the keys.
  const doubts = [...document.querySelectorAll(".out a.hot")];
  let at = -1;
  const go = (step) => {
    if (!doubts.length) return;
    at = (at + step + doubts.length) % doubts.length;
    const mark = doubts[at];
    mark.focus({ preventScroll: true });
    const box = mark.getBoundingClientRect();
    window.scrollBy(0, box.top - innerHeight * 0.38);
  };
  const help = make("dialog", "", document.body);
  make("h2", "Keys", help);
  const list = make("dl", "", help);
  for (const [key, does] of [["j", "next doubt"], ["k", "doubt before"], ["i", "all issues"], ["?", "these words"], ["Esc", "close"]]) {
    make("dt", key, list);
    make("dd", does, list);
  }
  make("button", "Close", help).addEventListener("click", () => help.close());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "?") help.showModal();
    else if (help.open) return;
    else if (event.key === "j" || event.code === "KeyJ") go(1);
    else if (event.key === "k" || event.code === "KeyK") go(at < 0 ? 0 : -1);
    else if (event.key === "i" || event.code === "KeyI") document.querySelector(".top .back")?.click();
  });
})();
