"use strict";
(() => {
  const boxes = document.querySelectorAll(".scroll");
  const measure = () => boxes.forEach((box) => box.classList.toggle("overflows", box.scrollWidth > box.clientWidth + 1));
  addEventListener("resize", measure);
  addEventListener("toggle", measure, true);

  const table = document.getElementById("languages-table");
  if (!table) { measure(); return; }
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const said = document.getElementById("shown");
  const field = document.getElementById("find");
  let order = "";

  const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "");

  const show = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !wanted.every((word) => row.dataset.find.includes(word));
      count += row.hidden ? 0 : 1;
    }
    said.textContent = `${count} of ${rows.length} ${rows.length === 1 ? "language" : "languages"}${order}`;
  };

  // Numbers go down first and names go up first; what has no value stays last either way.
  const sort = (button) => {
    const head = button.closest("th");
    const byText = head.dataset.kind === "text";
    const now = head.getAttribute("aria-sort");
    const up = now ? now === "descending" : byText;
    const value = (row) => row.cells[head.cellIndex].dataset.value ?? "";
    const compare = (a, b) => {
      const [one, two] = [value(a), value(b)];
      if (one === "" || two === "") return (one === "") - (two === "");
      const by = byText ? one.localeCompare(two) : Number(one) - Number(two);
      return up ? by : -by;
    };
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    rows.sort(compare);
    body.append(...rows);
    order = `, by ${button.textContent.trim()}, ${up ? "lowest" : "highest"} first`;
    if (byText) order = `, by ${button.textContent.trim()}, ${up ? "A to Z" : "Z to A"}`;
    show();
  };

  for (const button of table.tHead.querySelectorAll("button")) button.addEventListener("click", () => sort(button));
  field.addEventListener("input", show);
  document.querySelector(".filter").hidden = false;
  show();
  measure(); // last: the sort buttons above have widened the heads
})();
