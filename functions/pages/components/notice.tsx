import type { ComponentChildren } from 'preact';

type NoticeProps = {
  tone: 'info' | 'success' | 'warning' | 'error';
  title?: ComponentChildren;
  id?: string;
  children?: ComponentChildren;
};

/** A framed word to the reader. What went wrong is announced as soon as the page opens. */
export const Notice = ({ tone, title, id, children }: NoticeProps) => (
  <div class={`notice ${tone}`} id={id} role={tone === 'error' ? 'alert' : undefined}>
    {title && <p class="notice-title">{title}</p>}
    {children}
  </div>
);
