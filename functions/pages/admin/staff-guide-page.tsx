import { pictureDigests } from '../../documents/guide-pictures/picture-digests.ts';
import { staffGuidePdf } from '../../documents/staff-guide-pdf.ts';
import {
  type GuidePictureName,
  guidePictures,
  pictureWidth,
  type StaffGuideName,
  staffGuideNamed,
  staffGuides,
} from '../../domain/guide/staff-guides.ts';
import { mayManage } from '../../domain/rights.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { bytesAsset, file, html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';

const guidePath = (name: StaffGuideName): string => `/console/guide/${name}`;

/** A new picture is a new address: whoever has one never asks again. */
const picturePath = (name: GuidePictureName): string =>
  `/console/guide/images/${name}.${pictureDigests[name]}.png`;

/** The guide of the person's own role first; the other is a link away. */
export const showStaffGuide = async (visit: Visit): Promise<PageResponse> => {
  const usual = mayManage(visit.staff) ? 'scolarite' : 'delegue';
  const found = staffGuideNamed(visit.request.params.guide ?? usual);
  if (!found) return nothingHerePage('Ce guide');
  const { name, guide } = found;
  const other: StaffGuideName = name === 'scolarite' ? 'delegue' : 'scolarite';
  return html(
    <ConsolePage visit={visit} title={guide.title} here="Guide" wide={false}>
      <h1>{guide.title}</h1>
      <p class="lead">{guide.lead}</p>
      <p class="actions">
        <a class="button secondary" href={`${guidePath(name)}/guide.pdf`}>
          Télécharger ce guide (PDF)
        </a>
        <a href={guidePath(other)}>{staffGuides[other].title}</a>
      </p>
      {guide.parts.map(({ title, paragraphs, steps = [], picture }) => (
        <section key={title} class="guide-part">
          <h2>{title}</h2>
          {paragraphs.map((text) => (
            <p key={text}>{text}</p>
          ))}
          {steps.length > 0 && (
            <ol>
              {steps.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ol>
          )}
          {picture !== undefined && <Picture name={picture} />}
        </section>
      ))}
    </ConsolePage>,
  );
};

const Picture = ({ name }: { name: GuidePictureName }) => {
  const { caption, height } = guidePictures[name];
  return (
    <figure>
      <img
        src={picturePath(name)}
        alt={caption}
        width={pictureWidth}
        height={height}
        loading="lazy"
        decoding="async"
      />
      <figcaption aria-hidden="true">{caption}</figcaption>
    </figure>
  );
};

export const downloadStaffGuide = async ({ institution, request }: Visit): Promise<PageResponse> => {
  const found = staffGuideNamed(request.params.guide ?? '');
  if (!found) return nothingHerePage('Ce guide');
  return file({
    bytes: await staffGuidePdf({ institution, guide: found.guide, now: request.now }),
    contentType: 'application/pdf',
    filename: `guide-${found.name}.pdf`,
    inline: true,
  });
};

export const showGuidePicture = async ({ request }: Visit): Promise<PageResponse> => {
  const { pictures } = await import('../../documents/guide-pictures/pictures.ts');
  const asked = request.params.name ?? '';
  for (const [name, bytes] of Object.entries(pictures))
    if (picturePath(name as GuidePictureName).endsWith(`/${asked}`)) return bytesAsset(bytes, 'image/png');
  return notFoundPage();
};
