import type { ComponentChildren } from 'preact';
import { Page } from '../page.tsx';
import type { StudentDoor } from './door.tsx';

type StudentPageProps = {
  door: Pick<StudentDoor, 'institution' | 'path'>;
  title: string;
  isFirst?: boolean;
  children: ComponentChildren;
};

/** A page behind the student's link. */
export const StudentPage = ({ door, title, isFirst = false, children }: StudentPageProps) => (
  <Page
    title={title}
    institution={door.institution}
    nav={
      <a href={door.path} aria-current={isFirst ? 'page' : undefined}>
        Mes stages
      </a>
    }
  >
    {children}
  </Page>
);
