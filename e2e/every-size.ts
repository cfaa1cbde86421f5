import { SIZES, type Workstation } from './workstation.ts';

/** What axe finds at the three sizes, each in light and dark; [] is clean. */
export async function axeAtEverySize(at: Workstation): Promise<string[]> {
  const before = at.page.viewportSize();
  const found: string[] = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await at.page.setViewportSize(viewport);
    found.push(...(await at.axe()).map((one) => `${size}, ${one}`));
  }
  if (before) await at.page.setViewportSize(before);
  return found;
}
