/** Elements and attributes that a narrative may hold (http://hl7.org/fhir/R4/narrative.html): text and tables, nothing that acts. */
const ELEMENTS = new Set(
  (
    'div p br b i u strong em small big tt sub sup span a img table thead tbody tfoot tr td th caption col colgroup ul ol li dl dt dd ' +
    'h1 h2 h3 h4 h5 h6 hr pre code blockquote abbr acronym address bdo cite dfn kbd q samp var ins del'
  ).split(' '),
);
const VOID = new Set(['br', 'hr', 'img', 'col']);
const ATTRIBUTES = new Set(
  (
    'xmlns id class style lang xml:lang dir title href name src alt width height border cellpadding cellspacing colspan rowspan align valign ' +
    'scope headers abbr axis summary frame rules span char charoff cite datetime start type value compact clear nowrap bgcolor shape coords ' +
    'rel rev hreflang charset tabindex accesskey longdesc usemap ismap'
  ).split(' '),
);
const TAG =
  /<(\/?)([A-Za-z][A-Za-z0-9:]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|<!--[\s\S]*?-->|<|$/g;
const ATTRIBUTE = /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ACTS = /^\s*(?:javascript|vbscript|data:text)/i;

/** What is wrong with a narrative's xhtml, as the end of a sentence; undefined when nothing is. Linear in its length. */
export function narrativeFault(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be xhtml text.';
  const html = value.trim();
  if (!/^<div[\s>]/.test(html)) return 'must be one <div> element.';
  const open: string[] = [];
  let hasText = false;
  let from = 0;
  for (const found of html.matchAll(TAG)) {
    if (!hasText && /\S/.test(html.slice(from, found.index))) hasText = true;
    from = found.index + found[0].length;
    const fault = found[2] === undefined ? looseFault(found[0]) : tagFault(found, open);
    if (fault) return fault;
    if (found[2] === 'img') hasText = true;
    if (open.length === 0 && from < html.length) return 'must be one <div> element.';
  }
  if (open.length > 0) return `has a <${open.at(-1)}> that is not closed.`;
  return hasText ? undefined : 'must hold some text.';
}

const looseFault = (found: string): string | undefined =>
  found === '<' ? 'is not well formed; write &lt; for a less-than sign.' : undefined;

function tagFault(
  [, closing, name = '', attributes = '', empty]: RegExpExecArray,
  open: string[],
): string | undefined {
  if (!ELEMENTS.has(name))
    return 'holds an element that a narrative may not hold (scripts, forms, frames, objects).';
  if (closing) return open.pop() === name ? undefined : `closes a <${name}> that is not open there.`;
  for (const [, attribute = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    if (!ATTRIBUTES.has(attribute) || ACTS.test(double ?? single ?? ''))
      return 'holds an attribute that a narrative may not hold (events, scripts).';
  }
  if (!empty && !VOID.has(name)) open.push(name);
  return undefined;
}
