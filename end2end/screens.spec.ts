// `cargo xtask screens`: a picture of every page into docs/screens, for the README and for whoever changes the style.
import { join } from 'node:path';
import { gallery } from './support/gallery';
import { expect, test } from './support/test';

const FOLDER = join(__dirname, '..', 'docs', 'screens');
/** Both colour schemes and both widths; all four of each page would weigh twice as much in every clone. */
const PICTURES = [
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 1280 },
] as const;
/** And what the README opens with. */
const README = { name: 'consent', colorScheme: 'light', width: 1280 } as const;

for (const [name, open] of Object.entries(gallery)) {
  test(`${name} has its picture taken`, async ({ page, request, sesame }) => {
    await open({ page, request, sesame });
    await expect(page.locator('main')).toBeVisible();
    for (const { colorScheme, width } of name === README.name ? [...PICTURES, README] : PICTURES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({
        path: join(FOLDER, `${name}-${colorScheme}-${width}.png`),
        fullPage: true,
        animations: 'disabled',
        caret: 'hide',
      });
    }
  });
}
