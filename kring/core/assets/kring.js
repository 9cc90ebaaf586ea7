// After htmx has put a refused form in the page: go to what is wrong, as a full page load would.
document.addEventListener("htmx:afterSettle", (event) => {
  event.target.querySelector?.(".kring-errors")?.focus();
});
