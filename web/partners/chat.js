// The talk page without reloading: new words come over a WebSocket, ours go by fetch. Without this
// script the page is the same, with a reload.
"use strict";
(() => {
  const thread = document.getElementById("thread");
  const state = document.getElementById("state");
  const form = document.getElementById("write");
  const words = thread.dataset;
  let pause = 1000;

  const last = () => Math.max(0, ...[...thread.children].map((item) => Number(item.dataset.position)));
  const bubble = (message) => {
    if (thread.querySelector(`[data-position="${message.position}"]`)) return;
    const item = document.createElement("li");
    item.className = message.side;
    item.dataset.position = message.position;
    const text = document.createElement("p");
    text.textContent = message.text;
    const small = document.createElement("small");
    const who = document.createElement("b");
    who.textContent = words[message.side] || "";
    const time = document.createElement("time");
    time.dateTime = message.at;
    time.textContent = message.when;
    small.append(who, " ", time);
    item.append(text, small);
    thread.append(item);
    item.scrollIntoView({ block: "nearest" });
  };
  const listen = () => {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/talk/${words.reference}/live?after=${last()}`);
    const steady = setInterval(() => socket.readyState === 1 && socket.send("here"), 20000);
    socket.onopen = () => {
      document.documentElement.classList.add("live");
      pause = 1000;
    };
    socket.onmessage = (event) => {
      const said = JSON.parse(event.data);
      if (said.over) {
        state.textContent = words.over;
        if (form) form.remove();
        location.reload();
        return;
      }
      if (said.sentence) state.textContent = said.sentence;
      for (const message of said.messages || []) bubble(message);
    };
    socket.onclose = () => {
      clearInterval(steady);
      document.documentElement.classList.remove("live");
      setTimeout(listen, pause);
      pause = Math.min(30000, pause * 2);
    };
  };
  if (form) {
    const field = form.elements.say;
    const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!field.value.trim()) return;
      const body = new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
        if (!answer.ok) throw new Error();
        field.value = "";
        form.elements.key.value = fresh();
        field.focus();
      } catch {
        state.textContent = words.lost;
      }
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
  }
  listen();
})();
