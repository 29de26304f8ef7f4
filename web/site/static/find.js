// What scripts add to the search: words that go on as one types, and a button that prints. What is
// typed goes to our own server in the body of a post, and nothing of it is kept on either side.
"use strict";
(function () {
  if (!window.fetch || !window.URLSearchParams) return;
  var timer = 0, turn = 0, active = -1;

  function box(event) { return event.target && event.target.id === "words" && event.target.dataset.complete ? event.target : null; }
  function list() { return document.getElementById("words-list"); }
  function dress(input) {
    if (input.getAttribute("role")) return;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    var offered = document.createElement("ul");
    offered.id = "words-list";
    offered.hidden = true;
    offered.setAttribute("role", "listbox");
    offered.setAttribute("aria-label", input.dataset.complete);
    input.after(offered);
    input.setAttribute("aria-controls", offered.id);
  }
  function close(input) {
    turn++;
    clearTimeout(timer);
    active = -1;
    if (!list()) return;
    list().hidden = true;
    list().textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function show(input, words) {
    close(input);
    words.forEach(function (word, at) {
      var item = document.createElement("li");
      item.id = "words-" + at;
      item.textContent = word;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      list().append(item);
    });
    list().hidden = words.length === 0;
    input.setAttribute("aria-expanded", words.length > 0 ? "true" : "false");
  }
  function mark(input, at) {
    var items = list().children;
    if (items[active]) items[active].setAttribute("aria-selected", "false");
    active = (at + items.length) % items.length;
    items[active].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", items[active].id);
  }
  function choose(input, item) {
    input.value = item.textContent + " ";
    close(input);
    input.focus();
  }
  function ask(input) {
    var mine = ++turn, typed = input.value;
    if (!/\S\S$/.test(typed)) return close(input);
    fetch("/", { method: "POST", body: new URLSearchParams({ go: "complete", words: typed }), credentials: "same-origin", redirect: "error" })
      .then(function (answer) { return answer.json(); })
      .then(function (words) {
        if (mine !== turn || document.activeElement !== input) return;
        show(input, words.filter(function (word) { return word !== typed; }));
      })
      .catch(function () { if (mine === turn) close(input); });
  }

  document.addEventListener("focusin", function (event) { if (box(event)) dress(box(event)); });
  document.addEventListener("focusout", function (event) { if (box(event)) close(box(event)); });
  document.addEventListener("input", function (event) {
    var input = box(event);
    if (!input) return;
    dress(input);
    clearTimeout(timer);
    timer = setTimeout(function () { ask(input); }, 180);
  });
  document.addEventListener("keydown", function (event) {
    var input = box(event), open = input && list() && !list().hidden;
    if (!open || event.isComposing) return;
    if (event.key === "ArrowDown") mark(input, active + 1);
    else if (event.key === "ArrowUp") mark(input, active < 0 ? -1 : active - 1);
    else if (event.key === "Escape") close(input);
    else if (event.key === "Enter" && active >= 0) choose(input, list().children[active]);
    else return;
    event.preventDefault();
  });
  // Before the field loses the focus, and the list with it.
  document.addEventListener("mousedown", function (event) {
    var item = event.target.closest && event.target.closest("#words-list li");
    if (!item) return;
    event.preventDefault();
    choose(document.getElementById("words"), item);
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-print]")) print();
  });
})();
