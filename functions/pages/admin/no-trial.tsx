import { trialsADay } from '../../actions/send-trial-mail.ts';
import { Notice } from '../components/notice.tsx';

/** Why no trial of a mail left to who asked for one. */
export const NoTrial = ({ why }: { why: 'enough' | 'noAddress' }) => (
  <Notice tone="error" title="Aucun essai n’est parti">
    <p>
      {why === 'enough'
        ? `Vous avez reçu vos ${trialsADay} essais de la journée. Vous pourrez en recevoir d’autres demain.`
        : 'Votre compte ne dit pas votre adresse : demandez au service informatique de la transmettre à SOPA.'}
    </p>
  </Notice>
);
