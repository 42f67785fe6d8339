// @ts-check
// What a student proposes fills its field here, and the form saves itself. Without this script its buttons save the form with it.
for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
  document.querySelectorAll('button[data-take]')
))
  button.addEventListener('click', (event) => {
    const field = button.form?.elements.namedItem(button.dataset.take ?? '');
    if (!(field instanceof HTMLInputElement)) return;
    event.preventDefault();
    field.value = button.dataset.value ?? '';
    for (const told of ['input', 'change']) field.dispatchEvent(new Event(told, { bubbles: true }));
    field.focus();
  });
