const visible = (el) => el.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && el.getClientRects().length > 0;
const rows = () => [...document.querySelectorAll('.r')];
const shown = () => rows().filter((row) => visible(row) && !row.classList.contains('context'));
const rulesOf = (row) => [...row.querySelectorAll(':scope > div > .why a')]
  .map((link) => document.getElementById(link.getAttribute('href').slice(1)).dataset.rule);
const searched = (row) => [row, ...[...row.querySelectorAll(':scope > div > .why a')]
  .map((link) => document.getElementById(link.getAttribute('href').slice(1)))]
  .map((el) => el.textContent.toLowerCase()).join(' ');
const outcomesOf = (row) => [...row.querySelectorAll(':scope > div > .why a')].map((link) => link.className);
const choose = (id, value) => {
  const control = document.getElementById(id);
  if (control.type === 'checkbox') control.checked = value; else control.value = value;
  control.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
};
const texts = (list) => list.map((el) => el.textContent);
const evidence = () => [...document.querySelectorAll('article.e')]
  .filter((el) => getComputedStyle(el).position === 'fixed');
const focused = () => {
  const el = document.activeElement;
  return el.id || el.className || el.localName;
};
const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
// The colours of a text and of what is behind it.
const behind = (el) => {
  for (let at = el; at; at = at.parentElement) {
    const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
    if (a === 1) return [r, g, b];
    if (a !== 0) throw new Error(`a background that is seen through: ${at.outerHTML.slice(0, 80)}`);
  }
  return numbers(getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'rgb(0,0,0)' : 'rgb(255,255,255)');
};
const light = ([r, g, b]) => {
  const part = (value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const contrast = (one, other) => {
  const [more, less] = [light(one), light(other)].sort((a, b) => b - a);
  return (more + 0.05) / (less + 0.05);
};
// Texts, and marks that the style sheet writes, with less contrast than people need.
const faint = () => {
  const found = new Set();
  let seen = 0;
  for (const el of document.querySelectorAll('body *')) {
    if (!visible(el) || el.closest('script, style')) continue;
    const parts = [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) ? [''] : [];
    for (const pseudo of ['::before', '::after']) {
      const content = getComputedStyle(el, pseudo).content;
      if (!['none', 'normal', '""'].includes(content)) parts.push(pseudo);
    }
    for (const part of parts) {
      seen += 1;
      const ratio = contrast(numbers(getComputedStyle(el, part || null).color).slice(0, 3), behind(el));
      if (ratio < 4.5) found.add(`${el.localName}.${el.className}${part} ${ratio.toFixed(2)}`);
    }
  }
  if (seen < 500) throw new Error(`only ${seen} texts were seen`);
  return [...found];
};
const tooWide = () => [document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *')]
  .filter((el) => visible(el) && !el.closest('pre, .skip') && el.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map((el) => el.outerHTML.slice(0, 120))];
const nameless = () => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter((el) => !(el.getAttribute('aria-label') || el.textContent.trim() || el.labels?.[0]?.textContent.trim()))
  .map((el) => el.outerHTML.slice(0, 120));
const elements = () => [...new Set([...document.querySelectorAll('*')].map((el) => el.localName))].sort();
const handlers = () => [...document.querySelectorAll('*')].flatMap((el) => [...el.attributes])
  .map((attribute) => attribute.name).filter((name) => name.startsWith('on') || ['src', 'style', 'srcdoc'].includes(name));
