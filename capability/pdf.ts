/** Papers: the PDF library, its fonts from the package, nothing from the network or from elsewhere on the disk. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

interface Maker {
  setFonts(fonts: Record<string, Record<string, string>>): void;
  setUrlAccessPolicy(allow: () => boolean): void;
  setLocalAccessPolicy(allow: (path: string) => boolean): void;
  createPdf(definition: TDocumentDefinitions): { getBuffer(): Promise<Uint8Array> };
}

const require = createRequire(import.meta.url);
let maker: Maker | undefined;

/** The bytes of one PDF; the library is loaded with the first. */
export const renderPdf = (definition: TDocumentDefinitions): Promise<Uint8Array> =>
  pdfMaker().createPdf(definition).getBuffer();

function pdfMaker(): Maker {
  if (maker) return maker;
  const fonts = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
  const made = require('pdfmake') as Maker;
  made.setFonts({
    Roboto: {
      normal: join(fonts, 'Roboto-Regular.ttf'),
      bold: join(fonts, 'Roboto-Medium.ttf'),
      italics: join(fonts, 'Roboto-Italic.ttf'),
      bolditalics: join(fonts, 'Roboto-MediumItalic.ttf'),
    },
  });
  made.setUrlAccessPolicy(() => false);
  made.setLocalAccessPolicy((path) => path.startsWith(fonts));
  maker = made;
  return made;
}
