/** Tells the browser and screen readers which language the page is in. */
export function setLanguage(lang) {
  document.documentElement.lang = lang;
}
