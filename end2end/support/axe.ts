import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 AA and good practice on the page that is open, light and dark. */
export async function expectAxeFindsNothing(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).disableRules(meant(name)).analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help} at ${node.target.join(' ')}`),
    );
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}

/** What axe would find and is meant to be so. */
function meant(name: string): string[] {
  // The demo's television asks for its token by reloading itself, as one without scripts must; there is no form on it
  // that could be lost.
  return name === 'demo-television' ? ['meta-refresh'] : [];
}
