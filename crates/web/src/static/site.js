// Only improves: every page works without it. Theme before the first paint; the rest when the page is there.
(function () {
  "use strict";
  var root = document.documentElement;
  var stored = null;
  try { stored = localStorage.getItem("theme"); } catch (e) { /* private window */ }
  if (stored === "dark" || stored === "light") root.dataset.theme = stored;

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        var dark = root.dataset.theme
          ? root.dataset.theme === "dark"
          : matchMedia("(prefers-color-scheme: dark)").matches;
        root.dataset.theme = dark ? "light" : "dark";
        try { localStorage.setItem("theme", root.dataset.theme); } catch (e) { /* private window */ }
      });
    });

    if (navigator.clipboard) {
      document.querySelectorAll("[data-copy]").forEach(function (button) {
        var label = button.textContent;
        button.hidden = false;
        button.addEventListener("click", function () {
          navigator.clipboard.writeText(button.dataset.copy).then(function () {
            button.textContent = button.dataset.done;
            setTimeout(function () { button.textContent = label; }, 1600);
          });
        });
      });
    }

    // the search box offers names and values while somebody types: a combobox after the ARIA pattern
    (function (box) {
      if (!box || !window.fetch) return;
      var list = document.createElement("ul");
      var asked = 0, timer = 0, at = -1, shown = [];
      var lang = root.lang === "en" ? "&taal=en" : "";
      list.id = "offered";
      list.className = "offered";
      list.hidden = true;
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", lang ? "Suggestions" : "Suggesties");
      box.parentNode.appendChild(list);
      box.setAttribute("role", "combobox");
      box.setAttribute("aria-autocomplete", "list");
      box.setAttribute("aria-expanded", "false");
      box.setAttribute("aria-controls", list.id);
      function close() {
        list.hidden = true;
        at = -1;
        box.setAttribute("aria-expanded", "false");
        box.removeAttribute("aria-activedescendant");
      }
      function take(one) {
        close();
        if (one.url) { location.href = one.url; return; }
        box.value = one.query;
        box.form.submit();
      }
      function choose(next) {
        var items = list.children;
        if (items[at]) items[at].setAttribute("aria-selected", "false");
        at = (next + items.length) % items.length;
        items[at].setAttribute("aria-selected", "true");
        items[at].scrollIntoView({ block: "nearest" });
        box.setAttribute("aria-activedescendant", items[at].id);
      }
      function show(found) {
        shown = found;
        list.textContent = "";
        found.forEach(function (one, number) {
          var item = document.createElement("li");
          var what = document.createElement("span");
          item.id = "offered-" + number;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          item.append(one.label);
          what.textContent = one.what + (one.count ? " \u00b7 " + one.count : "");
          item.append(what);
          item.addEventListener("mousedown", function (event) { event.preventDefault(); take(one); });
          list.append(item);
        });
        list.hidden = !found.length;
        at = -1;
        box.setAttribute("aria-expanded", String(found.length > 0));
      }
      box.addEventListener("input", function () {
        clearTimeout(timer);
        var typed = box.value, turn = ++asked;
        if (typed.trim().length < 2) { close(); return; }
        timer = setTimeout(function () {
          fetch("/zoeken/aanvullen?q=" + encodeURIComponent(typed) + lang)
            .then(function (answer) { return answer.json(); })
            .then(function (answer) { if (turn === asked && document.activeElement === box) show(answer.completions); })
            .catch(close);
        }, 120);
      });
      box.addEventListener("keydown", function (event) {
        if (list.hidden) return;
        if (event.key === "ArrowDown") { event.preventDefault(); choose(at + 1); }
        else if (event.key === "ArrowUp") { event.preventDefault(); choose(at < 0 ? shown.length - 1 : at - 1); }
        else if (event.key === "Escape") { event.preventDefault(); close(); }
        else if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(shown[at]); }
      });
      box.addEventListener("blur", close);
    })(document.getElementById("q"));

    // "/" goes to the search box, as on most sites that are read all day
    document.addEventListener("keydown", function (event) {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      var at = document.activeElement;
      if (at && /^(input|textarea|select)$/i.test(at.tagName)) return;
      var box = document.getElementById("q");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    });
  });
})();
