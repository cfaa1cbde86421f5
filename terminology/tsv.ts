/** Rows of a tab separated text with a heading line, as records by the heading's names. */
export function rows<Name extends string>(text: string, names: readonly Name[]): Record<Name, string>[] {
  const [heading = '', ...lines] = text.replace(/\r/g, '').replace(/\n+$/, '').split('\n');
  const columns = heading.split('\t');
  const at = names.map((name) => [name, columns.indexOf(name)] as const);
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const cells = line.split('\t');
      return Object.fromEntries(at.map(([name, index]) => [name, cells[index] ?? ''])) as Record<
        Name,
        string
      >;
    });
}
