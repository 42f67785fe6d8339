import { csrfField } from '../csrf.ts';

export const CsrfInput = ({ token }: { token: string }) => (
  <input type="hidden" name={csrfField} value={token} />
);
