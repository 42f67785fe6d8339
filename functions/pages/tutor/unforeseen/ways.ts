import { type WordKind, wordKind } from '../../../../schemas/tutors-word.ts';

type Way = {
  /** In the address. */
  slug: string;
  /** As a link, and as the form's title: in the tutor's own voice. */
  title: string;
  /** What the form says first. */
  lead: string;
  /** What follows from it, once a registrar agrees. */
  follows: string;
};

/** « Un imprévu ? »: what may not be as planned, as a tutor reads it. None of it is anybody's fault. */
export const ways = {
  absent: {
    slug: 'pas-venu',
    title: 'Le stagiaire n’est pas venu',
    lead: 'Cela arrive. Dites-le ici\u00a0: la scolarité prend le relais auprès de l’étudiant.',
    follows: 'Si le stage n’a pas eu lieu, elle l’annule, et rien d’autre ne vous est demandé.',
  },
  stoppedEarly: {
    slug: 'interrompu',
    title: 'Le stage s’est arrêté plus tôt',
    lead: 'La scolarité adapte les dates à ce qui a eu lieu.',
    follows: 'Elle adapte les dates. Le compte-rendu reste ouvert, pour les jours passés dans votre classe.',
  },
  notTutor: {
    slug: 'pas-tuteur',
    title: 'Je ne suis pas, ou plus, le tuteur de ce stagiaire',
    lead: 'Merci de nous le dire\u00a0: la scolarité retrouve la bonne personne.',
    follows:
      'Elle cherche qui accueille ce stagiaire. Un courriel vous dira que vous n’avez plus rien à faire.',
  },
  colleague: {
    slug: 'collegue',
    title: 'Je passe la main à un collègue',
    lead: 'Rien ne part à votre collègue avant que la scolarité ait confirmé.',
    follows:
      'Dès qu’elle confirme, votre collègue est prévenu, et un courriel vous dit que vous n’avez plus rien à faire.',
  },
  other: {
    slug: 'autre',
    title: 'Autre chose',
    lead: 'Dites-le avec vos mots\u00a0: la scolarité vous lit.',
    follows: 'Elle vous répond, si votre mot le demande.',
  },
} as const satisfies Record<WordKind, Way>;

export const kindOfSlug = (slug: string): WordKind | undefined =>
  wordKind.options.find((kind) => ways[kind].slug === slug);
