import type { ComponentChildren } from 'preact';
import { stageLabel } from '../../domain/guide/programme.ts';
import type { Asset } from '../assets/assets.ts';
import { Page } from '../page.tsx';
import type { Door } from './door.tsx';

type TutorPageProps = {
  door: Door;
  title: string;
  at: 'reports' | 'guide' | 'report' | 'unforeseen' | 'past';
  scripts?: Asset[];
  children: ComponentChildren;
};

/** A page behind the tutor's link: the two doors of its header are the reports and the guide. */
export const TutorPage = ({ door, title, at, scripts, children }: TutorPageProps) => (
  <Page
    title={`${title} – ${stageLabel(door.institution, door.campaign)}`}
    institution={door.institution}
    scripts={scripts ?? []}
    kind={at === 'report' ? 'form' : 'tutor'}
    nav={
      <>
        <a href={door.path} aria-current={at === 'reports' ? 'page' : undefined}>
          Mes comptes-rendus
        </a>
        <a href={`${door.path}/guide`} aria-current={at === 'guide' ? 'page' : undefined}>
          Guide du tuteur
        </a>
      </>
    }
  >
    {children}
  </Page>
);
