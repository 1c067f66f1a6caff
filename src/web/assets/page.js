/* page.js -- what makes the pages handier; all of them can be read without it. No text from outside is ever made HTML here. */
"use strict";
(() => {
  const base = document.body.dataset.base || "";
  const $ = (selector, within) => (within || document).querySelector(selector);
  const $$ = (selector, within) => [...(within || document).querySelectorAll(selector)];
  const kept = {
    get(key) { try { return localStorage.getItem("hearsay." + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("hearsay." + key, value); } catch { /* private windows keep nothing */ } },
  };
  document.documentElement.classList.add("has-js");

  /* ---- addresses without empty parameters ---- */
  for (const form of $$("form[method=get]"))
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
      setTimeout(() => { for (const field of form.elements) field.disabled = false; });
    });

  /* ---- citation, report ---- */
  document.addEventListener("click", async event => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("print" in button.dataset) {
      for (const details of $$("details")) details.open = true;
      print();
    }
    if (button.dataset.copy) {
      const text = document.getElementById(button.dataset.copy).innerText.replace(/\s+/g, " ").trim();
      let said = "Copied";
      try { await navigator.clipboard.writeText(text); } catch {
        const range = document.createRange();
        range.selectNodeContents(document.getElementById(button.dataset.copy));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        said = "Selected: press Ctrl+C";
      }
      button.textContent = said;
    }
  });

  /* ---- who you are, kept on this device ---- */
  for (const field of $$("[data-keep]")) {
    if (!field.value) field.value = kept.get(field.dataset.keep) || "";
    field.addEventListener("change", () => kept.set(field.dataset.keep, field.value));
  }

  /* ---- the chain graph: its evidence told, dragged, made larger ---- */
  const graph = $("#graph");
  if (graph) {
    const svg = $("svg", graph), says = $("#evidence"), width = svg.viewBox.baseVal.width, height = svg.viewBox.baseVal.height;
    const tell = event => {
      const edge = event.target.closest(".edge"), node = event.target.closest(".node, a")?.querySelector("title");
      if (edge || node) says.textContent = edge ? edge.getAttribute("aria-label") : node.textContent;
    };
    graph.addEventListener("mouseover", tell);
    graph.addEventListener("focusin", tell);
    let scale = 1;
    const zoom = to => {
      scale = Math.min(3, Math.max(0.25, to));
      svg.setAttribute("width", width * scale);
      svg.setAttribute("height", height * scale);
      graph.classList.toggle("grab", graph.scrollWidth > graph.clientWidth || graph.scrollHeight > graph.clientHeight);
    };
    const fit = () => zoom(Math.min(1, (graph.clientWidth - 24) / width));
    for (const button of $$("[data-zoom]"))
      button.addEventListener("click", () => (button.dataset.zoom === "fit" ? fit() : zoom(scale * button.dataset.zoom)));
    graph.addEventListener("wheel", event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(scale * (event.deltaY < 0 ? 1.1 : 0.9));
    }, { passive: false });
    let from = null;
    graph.addEventListener("pointerdown", event => { if (event.pointerType === "mouse" && !event.target.closest("a")) from = { x: event.clientX + graph.scrollLeft, y: event.clientY + graph.scrollTop }; });
    addEventListener("pointermove", event => {
      if (!from) return;
      graph.classList.add("grabbed");
      graph.scrollTo(from.x - event.clientX, from.y - event.clientY);
    });
    addEventListener("pointerup", () => { from = null; graph.classList.remove("grabbed"); });
    zoom((graph.clientWidth - 24) / width < 0.55 ? 0.8 : Math.min(1, (graph.clientWidth - 24) / width));
  }

  /* ---- text and notes light up together ---- */
  const reading = $(".reading");
  if (reading) {
    const light = event => {
      const at = event.target.closest("[data-r]");
      for (const old of $$(".lit")) old.classList.remove("lit");
      if (!at) return;
      const mine = at.dataset.r.split(" ").pop();
      for (const other of $$("[data-r]", reading))
        if (!other.matches("a.n") && other.dataset.r.split(" ").includes(mine)) other.classList.add("lit");
    };
    for (const type of ["mouseover", "focusin"]) reading.addEventListener(type, light);
    reading.addEventListener("mouseleave", light);
  }

  /* ---- keys ---- */
  const box = $("#keys");
  if (box) {
    box.checked = kept.get("keys") !== "off";
    box.addEventListener("change", () => kept.set("keys", box.checked ? "on" : "off"));
  }
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || kept.get("keys") === "off" || event.target.matches("input, textarea, select")) return;
    if (event.key === "/") {
      event.preventDefault();
      $("#find").focus();
    }
    if (event.key === "j" || event.key === "k") {
      const stops = $$(".claim h3 a, .claim h2 a, .statement .words a, .articles h2 a, .quote h3 a, .notes a.n, tbody th a");
      const at = stops.indexOf(document.activeElement);
      const next = stops[at < 0 ? (event.key === "j" ? 0 : stops.length - 1) : at + (event.key === "j" ? 1 : -1)];
      if (next) next.focus();
    }
  });

  /* ---- names to choose from, asked for when a field is entered ---- */
  for (const field of $$("[data-suggest]"))
    field.addEventListener("focus", async () => {
      try {
        const what = field.dataset.suggest, reply = await fetch(`${base}/api/v1/${what}?limit=100`, { headers: { Accept: "application/json" } });
        if (!reply.ok) return;
        const list = document.createElement("datalist");
        list.id = "of-" + field.id;
        for (const row of (await reply.json()).items || []) list.append(new Option(row.name));
        field.after(list);
        field.setAttribute("list", list.id);
      } catch { /* then one writes the name */ }
    }, { once: true });

  /* ---- new claims, while something is added ---- */
  const live = $("#live");
  if (live && !location.search && window.EventSource) {
    let n = 0;
    const events = new EventSource(base + "/api/v1/events");
    events.addEventListener("claim", () => {
      n++;
      const link = document.createElement("a");
      link.href = base + "/";
      link.textContent = n === 1 ? "1 new claim: show it" : `${n} new claims: show them`;
      live.replaceChildren(link);
    });
    events.onerror = () => events.close();
  }

  /* ---- several files: one after the other, each told of as it is in; as web_add.c tells of all at once ---- */
  const make = (name, ...within) => {
    const element = document.createElement(name);
    element.append(...within);
    return element;
  };
  const count = (n, one, more) => `${n} ${n === 1 ? one : more}`;
  const outcomes = { "added": "added", "new version": "added as a new version", "in already": "in already" };
  const tellOf = (name, article) => {
    const link = make("a", article.title ? make("bdi", article.title) : "Article " + article.document), tag = make("span", article.outcome.replace("new ", "newer "));
    link.href = `${base}/documents/${article.document}`;
    tag.className = "tag";
    return make("li", make("b", make("bdi", name)), " ", tag, " ", link, ...(article.outlet ? [", ", make("bdi", article.outlet)] : []), " · ",
      count(article.attributions, "statement", "statements"));
  };
  const tellWhy = (name, why) => {
    const item = make("li", make("b", make("bdi", name)), " could not be read: ", make("bdi", why));
    item.className = "bad";
    return item;
  };
  const addOne = async (file, form) => {
    const body = new FormData(form), csrf = form.elements.csrf.value;
    body.set("files", file);
    try {
      const reply = await fetch(`${base}/api/v1/documents`, { method: "POST", body, headers: { "Accept": "application/json", "X-CSRF-Token": csrf } });
      const said = await reply.json();
      return reply.ok ? said : { items: [], failed: [{ input: file.name, detail: said.detail }] };
    } catch {
      return { items: [], failed: [{ input: file.name, detail: "the server cannot be reached" }] };
    }
  };
  const addEach = async (files, form) => {
    const list = make("ul"), head = make("h2"), sums = {};
    let failed = 0, done = 0;
    $("#results").replaceChildren(head, list);
    for (const file of files) {
      const item = make("li", make("b", make("bdi", file.name)), " is read …");
      head.textContent = `${++done} of ${files.length}`;
      list.append(item);
      const said = await addOne(file, form);
      for (const article of said.items) sums[article.outcome] = (sums[article.outcome] || 0) + 1;
      failed += said.failed.length;
      item.replaceWith(...said.items.map(a => tellOf(file.name, a)), ...said.failed.map(f => tellWhy(f.input || file.name, f.detail)));
    }
    head.textContent = [...Object.keys(outcomes).filter(o => sums[o]).map(o => `${sums[o]} ${outcomes[o]}`), ...(failed ? [`${failed} could not be read`] : [])].join(", ");
  };

  /* ---- files dropped ---- */
  const drop = $("#drop");
  if (drop) {
    const files = $("input[type=file]", drop), go = $(".go button", drop), says = go.textContent;
    drop.addEventListener("submit", async event => {
      if (files.files.length < 2) return; /* one leads to its page */
      event.preventDefault();
      const given = [...files.files];
      go.disabled = true;
      go.textContent = "Reading …";
      await addEach(given, drop);
      drop.reset();
      go.textContent = says;
      go.disabled = false;
    });
    addEventListener("dragover", event => { event.preventDefault(); drop.classList.add("dragging"); });
    addEventListener("dragleave", event => { if (!event.relatedTarget) drop.classList.remove("dragging"); });
    addEventListener("drop", event => {
      event.preventDefault();
      drop.classList.remove("dragging");
      if (event.dataTransfer.files.length) {
        files.files = event.dataTransfer.files;
        drop.requestSubmit();
      }
    });
    for (const form of $$("form[method=post]"))
      form.addEventListener("submit", event => {
        if (event.defaultPrevented) return;
        const button = $(".go button", form);
        button.textContent = "Reading …";
        setTimeout(() => { button.disabled = true; });
      });
  }
})();
