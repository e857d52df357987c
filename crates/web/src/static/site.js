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
