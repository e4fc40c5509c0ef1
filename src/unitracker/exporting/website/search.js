// Search and filters of the index. All that it needs stands in the page: nothing is fetched.
"use strict";
(() => {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("#institutions tbody tr")];
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const pairs = [...form.dataset.simplified];
  const simplified = new Map();
  for (let place = 0; place < pairs.length; place += 2) simplified.set(pairs[place], pairs[place + 1]);

  // As the names in data-text were folded: see unitracker.text.folding.simple_words.
  const fold = (text) =>
    [...text.replaceAll("&", " and ").replace(/['`\u2018\u2019\u02bc\u00b4\uff07]/g, "")]
      .map((char) => simplified.get(char) || char.normalize("NFKD").replace(/\p{M}/gu, ""))
      .join("").toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim().replaceAll("defence", "defense");

  const has = (row, name, value) => !value || row.dataset[name].split(" ").includes(value);

  function update() {
    const wanted = fold(form.q.value).split(" ").filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const kept = wanted.every((word) => row.dataset.text.includes(word))
        && has(row, "risk", form.risk.value)
        && has(row, "category", form.category.value)
        && has(row, "province", form.province.value)
        && has(row, "lists", form.list.value);
      row.hidden = !kept;
      shown += kept;
    }
    count.textContent = `${shown} of ${rows.length} institutions`;
    nothing.hidden = shown > 0;
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", chosen.size ? `#${chosen}` : location.pathname);
  }

  function restore() {
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) if (field.name) field.value = chosen.get(field.name) || "";
    update();
  }

  form.hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update));
  window.addEventListener("hashchange", restore);
  restore();
})();
