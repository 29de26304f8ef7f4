// What scripts add to pages that work without them: one entry in the history, a faster way out,
// and answers that come by themselves. No storage, no library, nothing from elsewhere.
"use strict";
(function () {
  var root = document.documentElement, live = null, left = false, swaps = 0;
  if (!window.fetch || !window.URLSearchParams || !window.DOMParser) return;
  root.classList.add("script");

  function one(selector) { return document.querySelector(selector); }
  function form() { return document.getElementById("main"); }
  function value(name) { var field = form() && form().elements.namedItem(name); return field ? field.value : ""; }
  function post(fields, keep) {
    return fetch("/", { method: "POST", body: new URLSearchParams(fields), credentials: "same-origin", keepalive: !!keep, redirect: "error" });
  }

  // Leaving: the screen first, then the server, then the other site in place of this one.
  function leave() {
    if (left) return;
    left = true;
    var site = document.body.dataset.exit, token = value("token");
    root.textContent = "";
    try { post({ go: "exit", quiet: "1", token: token }, true).catch(function () {}); } catch (e) { /* gone anyway */ }
    location.replace(site);
  }

  var shifts = 0, last = 0;
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") { shifts = 0; return; }
    if (event.repeat) return;
    shifts = event.timeStamp - last < 1500 ? shifts + 1 : 1;
    last = event.timeStamp;
    if (shifts === 3) leave();
  });

  // Pages change in place, so that the history holds one entry.
  function say(id, shown) { var note = document.getElementById(id); if (note) note.hidden = !shown; }
  function swap(html, stays) {
    var depth = scrollY, page = new DOMParser().parseFromString(html, "text/html");
    if (!page.getElementById("main")) throw 0;
    hush();
    document.title = page.title;
    root.lang = page.documentElement.lang;
    root.dir = page.documentElement.dir;
    document.body.replaceWith(document.adoptNode(page.body));
    scrollTo(0, 0);
    begin();
    var target = one(".problem:not([hidden])") ? one("textarea, h1") : one("h1");
    if (at("chat") && one("#say")) target = one("#say");
    if (one("#found")) target = one("#found"); // what was asked for, not the form again
    // A button that only changed its mind is where the person still is.
    var same = stays && document.getElementById(stays);
    if (same) { scrollTo(0, depth); target = same; }
    if (target) target.focus({ preventScroll: at("chat") || same });
    if (!same && one("#found")) target.scrollIntoView();
  }
  function at(name) { return value("at") === name; }
  function fieldsOf(button) {
    var fields = new URLSearchParams();
    if (form()) new FormData(form()).forEach(function (text, name) { fields.append(name, text); });
    if (button && button.name) fields.append(button.name, button.value);
    return fields;
  }
  function go(fields, stays) {
    var turn = ++swaps;
    root.classList.add("busy");
    return post(fields).then(function (answer) {
      if (answer.status === 413) throw 0;
      return answer.text();
    }).then(function (html) {
      if (turn === swaps && !left) swap(html, stays);
    }).catch(function () {
      if (turn === swaps) say("offline", true);
    }).then(function () { root.classList.remove("busy"); });
  }
  document.addEventListener("submit", function (event) {
    if (event.target.id === "exit") { event.preventDefault(); leave(); return; }
    var button = event.submitter || pressed;
    pressed = null;
    event.preventDefault();
    say("offline", false);
    if (button && button.value === "say" && live && live.ready) { sayLive(); return; }
    if (button && button.value === "came_in") {
      var fields = fieldsOf(button);
      hush();
      document.body.textContent = "";
      go(fields);
      return;
    }
    go(fieldsOf(button), button && button.id);
  });
  var pressed = null; // for browsers whose submit event does not tell the button
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button") : null;
    if (!button) return;
    if (button.type === "submit") pressed = button;
    if (button.parentNode.parentNode.id === "cover") uncover();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.id === "say") {
      event.preventDefault();
      pressed = one("button[value=say]");
      pressed.click();
    }
  });

  // The chat while the window is open.
  function hush() { if (live) { live.over = true; if (live.socket) live.socket.close(); live = null; } root.classList.remove("live"); }
  function begin() {
    times();
    var again = one("[data-again]");
    if (again) setTimeout(function () { if (again.isConnected) go(fieldsOf(again)); }, again.dataset.again * 1000);
    if (at("chat") && value("token") && window.WebSocket) { live = { waiting: [], wait: 1000 }; connect(live); }
  }
  function connect(mine) {
    var socket = mine.socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/live");
    socket.onopen = function () {
      socket.send(JSON.stringify({ token: value("token"), language: root.lang, after: lastPosition() }));
    };
    socket.onmessage = function (event) { if (live === mine) hear(mine, JSON.parse(event.data)); };
    socket.onclose = function () {
      mine.ready = false;
      if (live !== mine || mine.over || mine.refused) return;
      root.classList.remove("live");
      setTimeout(function () { if (live === mine) connect(mine); }, mine.wait);
      mine.wait = Math.min(mine.wait * 2, 20000);
    };
  }
  function lastPosition() {
    var all = document.querySelectorAll("#thread [data-position]"), most = 0;
    all.forEach(function (item) { most = Math.max(most, +item.dataset.position); });
    return most;
  }
  function hear(mine, told) {
    if (told.kind === "ready") {
      mine.ready = true;
      mine.wait = 1000;
      root.classList.add("live");
      mine.waiting.forEach(function (words) { socketSay(mine, words); });
    } else if (told.kind === "state") {
      var state = one("#state");
      if (state.textContent !== told.sentence) state.textContent = told.sentence;
    } else if (told.kind === "said") {
      bubble(told);
    } else if (told.kind === "kept") {
      settle(mine, told.key, function (item) { item.dataset.position = told.position; stamp(item, new Date().toISOString()); });
    } else if (told.kind === "refused") {
      settle(mine, told.key, function (item, text) {
        item.remove();
        var box = one("#say");
        box.value = text + (box.value ? "\n" + box.value : "");
        one("#state").textContent = told.sentence;
      });
    } else if (told.kind === "gone") {
      mine.refused = true;
      root.classList.remove("live");
      if (form()) go(fieldsOf(one("button[value=look]")));
    }
  }
  function settle(mine, key, done) {
    mine.waiting = mine.waiting.filter(function (words) {
      if (words.key !== key) return true;
      done(words.item, words.text);
      return false;
    });
  }
  function element(name, text) { var made = document.createElement(name); if (text) made.textContent = text; return made; }
  function bubble(told) {
    if (told.position && one('#thread [data-position="' + told.position + '"]')) return null;
    var item = element("li"), words = element("p", told.text), small = element("small"), time = element("time", told.when);
    item.className = told.side;
    words.dir = "auto";
    if (told.position) item.dataset.position = told.position;
    small.append(element("b", told.who), " ", time);
    item.append(words, small);
    one("#thread").append(item);
    if (told.at) stamp(item, told.at);
    item.scrollIntoView({ block: "nearest" });
    return item;
  }
  function sayLive() {
    var box = one("#say"), text = box.value.trim();
    if (!text) return;
    var data = one("#thread").dataset;
    var words = { key: key(), text: text, item: bubble({ side: "you", who: data.you, text: text, when: data.sending }) };
    live.waiting.push(words);
    socketSay(live, words);
    box.value = "";
    box.focus();
  }
  function socketSay(mine, words) {
    if (mine.ready) mine.socket.send(JSON.stringify({ say: words.text, key: words.key }));
  }
  function key() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(bytes, function (b) { return (b + 256).toString(16).slice(1); }).join("");
  }

  // Times as the person's own clock tells them.
  function stamp(item, at) {
    var time = item.querySelector("time");
    time.dateTime = at;
    time.textContent = new Date(at).toLocaleTimeString(root.lang, { hour: "numeric", minute: "2-digit" });
  }
  function times() {
    document.querySelectorAll("#thread li").forEach(function (item) {
      var at = item.querySelector("time").dateTime;
      if (Date.now() - new Date(at) < 864e5) stamp(item, at);
    });
  }

  // A window that nobody looks at for a minute covers itself.
  var timer = 0;
  function cover() { if (value("token")) { say("cover", true); one("main").hidden = one("footer").hidden = true; } }
  function uncover() { say("cover", false); one("main").hidden = one("footer").hidden = false; }
  document.addEventListener("visibilitychange", function () {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(cover, 60000);
  });
  // Back to a page that the browser had put aside: nothing of it is shown.
  window.addEventListener("pageshow", function (event) { if (event.persisted) { root.textContent = ""; location.reload(); } });

  begin();
})();
