import type { Scan, ScanType } from '../../../schemas/scan.ts';
import { readScan } from '../../actions/read-report.ts';
import { studentFilename } from '../../documents/report-filename.ts';
import { scanTypeOf } from '../../documents/scan-type.ts';
import { file, type PageResponse } from '../responses.ts';
import { maxUploadBytes } from './import-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath, visitedPlacement } from './visited-placement.ts';

export const scanPath = (found: Found): string => `${placementPath(found)}/document-recu`;

export const fileWords = {
  missing: 'Joignez le document reçu.',
  tooLarge:
    'Ce document dépasse 4 Mo : numérisez-le avec une résolution plus basse (150 points par pouce se lisent bien).',
  unknown:
    'Ce fichier n’est ni un PDF, ni une image PNG ou JPEG : enregistrez le document dans l’un de ces formats.',
};

/** The document, as its bytes say; or what is wrong with it. */
export const scanIn = ({ request: { files } }: Visit): { scan: Scan } | { problem: string } => {
  const { document } = files;
  if (!document || document.bytes.length === 0) return { problem: fileWords.missing };
  if (document.bytes.length > maxUploadBytes) return { problem: fileWords.tooLarge };
  const contentType = scanTypeOf(document.bytes);
  return contentType ? { scan: { contentType, bytes: document.bytes } } : { problem: fileWords.unknown };
};

const endings: Record<ScanType, string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** What a report was typed from, for who may read the report here; never shown in the page itself. */
export const downloadScan = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  const asked = visit.request.query.get('version');
  const number = asked === null ? undefined : Number(/^[1-9]\d{0,2}$/.exec(asked)?.[0] ?? 0);
  const scan = found && (await readScan(visit.acting, found.placement, number));
  if (!found || !scan) return nothingHerePage('Ce document');
  const { campaign, placement } = found;
  return file({
    ...scan,
    filename: studentFilename(
      ['document-recu', campaign.stage.toUpperCase()],
      placement.student,
      endings[scan.contentType],
    ),
  });
};
