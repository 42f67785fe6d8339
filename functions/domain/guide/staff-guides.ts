/** Pictures of the console, by name (functions/documents/guide-pictures). */
export type GuidePictureName =
  | 'a-traiter'
  | 'import'
  | 'lancement'
  | 'campagne'
  | 'affectation'
  | 'correction'
  | 'delegue-a-traiter'
  | 'lien'
  | 'reunion';

/** What a picture shows. A browser test takes it, and fails where its page no longer has what is named here. */
export type GuidePicture = {
  /** Read to whoever does not see it, and printed below it. */
  caption: string;
  /** In pixels. */
  height: number;
  /** Headings, buttons and words that the text speaks of, as they stand on the page. */
  shows: readonly string[];
};

/** All pictures are as wide, in pixels. */
export const pictureWidth = 1000;

export const guidePictures: Record<GuidePictureName, GuidePicture> = {
  'a-traiter': {
    caption: 'La première page : ce qui attend, du plus urgent au moins urgent, et la recherche d’un stage.',
    height: 860,
    shows: ['À traiter', 'Trouver un stage', 'Suivi interrompu', 'Adresse refusée', 'Corriger l’adresse'],
  },
  import: {
    caption: 'Un fichier vérifié : ce qui serait ajouté, et les lignes à corriger.',
    height: 620,
    shows: ['Vérifier l’import', 'à ajouter', 'à corriger', 'Télécharger les lignes à corriger'],
  },
  lancement: {
    caption: 'Avant le lancement : qui reçoit un courriel, et quand.',
    height: 620,
    shows: ['Lancer', 'vont recevoir un courriel', 'Pas maintenant'],
  },
  campagne: {
    caption: 'Une campagne lancée : une phrase dit où elle en est ; chaque nombre mène à sa liste.',
    height: 640,
    shows: ['Importer des affectations', 'Ajouter une affectation', 'Avancement, en nombre d’affectations'],
  },
  affectation: {
    caption:
      'La page d’une affectation : ce qui vient, ce qui s’est passé, et à droite ce que vous pouvez faire.',
    height: 900,
    shows: ['À venir', 'Déroulé', 'Notes', 'Décider de la suite', 'Accorder un délai', 'Annuler le stage'],
  },
  correction: {
    caption: 'Avant d’enregistrer : ce qui change, et le courriel que chacun recevra.',
    height: 820,
    shows: ['Vérifier la correction', 'Qui sera prévenu', 'Enregistrer et prévenir', 'Ne rien changer'],
  },
  'delegue-a-traiter': {
    caption: 'La première page du délégué : les points de son site.',
    height: 460,
    shows: ['À traiter', 'Trouver un stage', 'Délégué·e de stage'],
  },
  lien: {
    caption: 'Renvoyer son lien à un tuteur : à qui le courriel part, et le texte à lire avant.',
    height: 460,
    shows: ['Renvoyer son lien', 'Lire le courriel', 'Renvoyer le lien', 'Ne rien envoyer'],
  },
  reunion: {
    caption: 'La page d’une réunion : ce qui est prévu, ce qui vient, et les réponses une à une.',
    height: 860,
    shows: [
      'Réunion d’information',
      'Modifier',
      'Annuler la réunion',
      'Réponses',
      'Télécharger la liste (CSV)',
    ],
  },
};

/** One matter: a paragraph or two, what to do step by step, what it looks like. A label of the console stands in « ». */
export type GuidePart = {
  title: string;
  paragraphs: readonly string[];
  steps?: readonly string[];
  picture?: GuidePictureName;
};
export type StaffGuide = { title: string; lead: string; parts: readonly GuidePart[] };

/** By the word in its address: one for those who manage, one for those who follow. */
export const staffGuides = {
  scolarite: {
    title: 'Guide de la scolarité',
    lead: 'SOPA envoie seul les lettres de mission, les demandes de compte-rendu et les relances. Vous lui donnez les affectations, vous lancez, et vous réglez ce qui ne se passe pas comme prévu.',
    parts: [
      {
        title: 'Chaque matin : « À traiter »',
        paragraphs: [
          'La première page montre ce qui attend une décision à votre site, et rien d’autre. Chaque ligne porte le bouton qui la règle ; une fois réglée, elle disparaît. Quand la page dit « Rien à traiter. », il n’y a rien à faire.',
          'Un jour ouvré où quelque chose attend, un courriel vous le dit à 8 h. « Mes courriels », en bas de chaque page, dit ce qu’il contient.',
        ],
        picture: 'a-traiter',
      },
      {
        title: 'Trouver un stage',
        paragraphs: [
          'Sur la première page, écrivez un nom, un courriel, une école, une commune ou un UAI dans « Trouver un stage », puis « Trouver ». Si un seul stage correspond, sa page s’ouvre aussitôt ; sinon, la liste de ceux qui correspondent.',
        ],
      },
      {
        title: 'Préparer une campagne et importer les affectations',
        paragraphs: [
          'Une campagne rassemble les stages d’une période. La préparer et importer un fichier n’envoie aucun courriel.',
        ],
        steps: [
          'Dans « Campagnes », choisissez « Préparer une campagne » : le stage, les dates, les sites. Le calendrier de tous les courriels s’affiche avant d’enregistrer.',
          'Choisissez « Importer des affectations » et déposez votre tableur, Excel ou CSV. Un modèle à remplir est sur la page.',
          'Lisez ce qui est à ajouter, à modifier, à corriger. Les bonnes lignes peuvent être importées tout de suite ; « Télécharger les lignes à corriger » donne les autres, avec la raison à côté de chacune.',
          'Le même fichier importé une seconde fois ne change rien ; une cellule corrigée change cette affectation seule.',
        ],
        picture: 'import',
      },
      {
        title: 'Lancer',
        paragraphs: [
          'Avant de lancer, « Lire les courriels » les montre tous avec vos données ; chacun peut vous être envoyé à l’essai. Un lancement peut être programmé pour un autre jour.',
          '« Lancer la campagne » montre combien de personnes reçoivent un courriel, et quand. Les courriels partent entre 7 h et 20 h, jamais un samedi, un dimanche, un jour férié ou pendant les vacances. Ce qui est parti ne part pas une seconde fois, même si vous lancez deux fois.',
          'Un grand lancement part par étapes. Si trop d’adresses se révèlent fausses, il s’arrête de lui-même : corrigez-les, puis « Continuer le lancement » envoie le reste.',
        ],
        picture: 'lancement',
      },
      {
        title: 'Suivre une campagne',
        paragraphs: [
          'La page de la campagne commence par une phrase : combien de comptes-rendus sont reçus, combien sont en retard, quel envoi vient. Chaque nombre du tableau mène à la liste qu’il compte. La liste se trie, se filtre et s’exporte ; un export corrigé dans un tableur peut être importé de nouveau.',
        ],
        picture: 'campagne',
      },
      {
        title: 'Ajouter une seule affectation',
        paragraphs: [
          'Pour un étudiant arrivé après les autres, « Ajouter une affectation » remplace un fichier d’une ligne : mêmes contrôles, et la liste de ceux qui seront prévenus avant de confirmer. Dans une campagne lancée, le suivi démarre aussitôt.',
        ],
      },
      {
        title: 'Corriger une adresse, remplacer un tuteur, déplacer des dates',
        paragraphs: [
          'Ces liens sont sur la page de l’affectation, à droite. Vous lisez d’abord ce qui change et le courriel que chacun recevra ; rien n’est écrit avant votre confirmation.',
        ],
        steps: [
          '« Corriger le tuteur » : un nom ou une adresse était faux. C’est corrigé pour tous ses stagiaires, et ce qui était resté dû repart une fois à la bonne adresse.',
          '« Remplacer le tuteur » : une autre personne accueille l’étudiant. L’ancien lien ne s’ouvre plus, l’ancien tuteur est prévenu qu’il n’a plus rien à faire, et le suivi recommence.',
          '« Modifier le stage » : dates, école, classe. D’autres dates font repartir le calendrier, et chacun reçoit une lettre à jour.',
        ],
        picture: 'correction',
      },
      {
        title: 'Décider de la suite',
        paragraphs: [
          'Chaque décision dit en une phrase ce qui va se passer, et qui sera prévenu. Elle reste dans le déroulé, avec votre nom, et presque toutes se défont.',
        ],
        steps: [
          '« Accorder un délai » : l’échéance recule, les relances et l’alerte avec elle. Aucun courriel ne part.',
          '« Annuler le stage » : plus rien n’est demandé. Ceux qui avaient le stage dans leur agenda reçoivent un seul courriel, qui l’en retire. « Rétablir le stage » revient en arrière.',
          '« Noter un compte-rendu reçu autrement » : sur papier ou par courriel. Les relances s’arrêtent. « Saisir le compte-rendu » va plus loin : vous recopiez le document dans le formulaire et le joignez, numérisé. Le compte-rendu part comme s’il était venu par le lien du tuteur, et dit que vous l’avez saisi ; l’original reste à la disposition de la scolarité et du délégué.',
          '« Clore sans compte-rendu » : le stage est noté non rendu dès maintenant. « Rouvrir » revient en arrière.',
          '« Demander une correction » : le compte-rendu envoyé revient à son tuteur, avec ce que vous lui demandez. La première version compte tant qu’une autre n’est pas venue ; « Repousser la date de correction » et « Retirer la demande de correction » restent possibles.',
        ],
        picture: 'affectation',
      },
      {
        title: 'Agir sur plusieurs affectations',
        paragraphs: [
          'Dans la liste d’une campagne, cochez des affectations, ou « Tout ce que le filtre montre », puis choisissez : lien, lettre, rappel, délai, annulation, clôture, note. La page suivante dit pour lesquelles c’est possible, qui est prévenu et par quel courriel ; rien ne part avant votre confirmation, et l’avancement reste affiché.',
        ],
      },
      {
        title: 'Lire ce qui est parti, renvoyer un lien',
        paragraphs: [
          'Dans « Déroulé », chaque courriel s’ouvre tel qu’il est parti, avec ce qu’il est devenu : remis, retardé, revenu. « Renvoyer son lien au tuteur » l’envoie tout de suite, une fois par jour au plus ; « Renvoyer son lien à l’étudiant·e » fait de même, pour ses stages de l’année. Si une adresse qui refusait les courriels est juste, le lien y fait reprendre les envois dès qu’il est parti.',
        ],
      },
      {
        title: 'Quand un tuteur signale un imprévu',
        paragraphs: [
          'Absence, arrêt, changement de tuteur : le tuteur le dit depuis son courriel ou son formulaire. Ses relances attendent deux jours ouvrés. Son mot vient dans « À traiter », et sa page propose ce qui le règle, déjà rempli.',
        ],
      },
      {
        title: 'Inviter à une réunion ou à un jury',
        paragraphs: [
          'Chaque personne invitée reçoit la date pour son agenda et un lien personnel : elle répond oui, non, ou nomme une personne qui vient à sa place. Un rappel part de lui-même deux jours ouvrés avant.',
        ],
        steps: [
          'Dans « Réunions », choisissez « Préparer une réunion » : le jour, le lieu ou le lien, et qui est invité. Des tuteurs choisis s’écrivent par leur nom ou leur adresse. Aucun courriel ne part : vous voyez d’abord qui est invité.',
          '« Modifier » : si la date, les heures, le lieu ou les précisions changent, ceux qui n’ont pas dit non le reçoivent aussitôt, et leur agenda se met à jour. « Annuler la réunion » l’en retire.',
          '« Inviter les personnes ajoutées depuis » écrit aux tuteurs arrivés après l’envoi, et à eux seuls.',
          'La liste des réponses se lit sur la page ; « Télécharger la liste (CSV) » la donne à un tableur. « Adresse en échec » dit à qui rien n’est parvenu : joignez cette personne autrement.',
        ],
        picture: 'reunion',
      },
    ],
  },
  delegue: {
    title: 'Guide du délégué',
    lead: 'Vous suivez les stages de votre site : qui n’a pas encore envoyé son compte-rendu, qui est en difficulté, qui joindre. SOPA écrit aux tuteurs ; vous intervenez quand un mot ou un appel aide davantage.',
    parts: [
      {
        title: 'Ce qui vous attend',
        paragraphs: [
          'La première page montre les points de votre site : un critère non acquis, un retard signalé, le mot d’un tuteur. « Marquer comme vu » ou « Écrire ou appeler » règle ceux qui vous reviennent ; les autres disent à qui ils reviennent.',
          'Un jour ouvré où quelque chose attend, un courriel vous le dit à 8 h. « Mes courriels », en bas de chaque page, dit ce qu’il contient.',
        ],
        picture: 'delegue-a-traiter',
      },
      {
        title: 'Suivre les comptes-rendus',
        paragraphs: [
          'La page de la campagne dit en une phrase où elle en est. Dans la liste, « En retard » et « Brouillon commencé » montrent qui relancer et qui laisser finir. Les comptes-rendus reçus se téléchargent un par un ou ensemble. Importer, lancer et corriger reviennent à la scolarité.',
        ],
        picture: 'campagne',
      },
      {
        title: 'Joindre un tuteur',
        paragraphs: [
          'L’adresse du tuteur et le téléphone de l’école, quand il est connu, sont sur la page du stage. « Renvoyer son lien au tuteur » lui envoie tout de suite le lien de son formulaire, une fois par jour au plus. « Renvoyer son lien à l’étudiant·e » ouvre de même ses stages de l’année. Si vous avez joint le tuteur autrement, dites-le d’un bouton : le retard n’attend plus.',
        ],
        picture: 'lien',
      },
      {
        title: 'Rappeler tous les tuteurs du site',
        paragraphs: [
          'Quand des comptes-rendus demandés manquent, la page de la campagne propose « Rappeler les tuteurs » : un rappel à tous ceux de votre site, une fois par 24 heures au plus. Vous lisez d’abord à qui, et quoi.',
        ],
      },
      {
        title: 'Laisser une note',
        paragraphs: [
          '« Ajouter une note » garde ce qui s’est dit : « appelée le 12, rappelle lundi ». La scolarité et vous la lisez, jamais le tuteur ni l’étudiant·e. Elle ne peut plus être modifiée.',
        ],
      },
      {
        title: 'Savoir qui vient à une réunion ou à un jury',
        paragraphs: [
          '« Réunions » montre celles de votre site, et qui a répondu quoi. La scolarité les prépare, les déplace et les annule. Vous y êtes invité comme les tuteurs : votre courriel porte le lien pour répondre.',
        ],
      },
      {
        title: 'Quand un critère est non acquis',
        paragraphs: [
          'Une alerte vous parvient un jour ouvré, avec le compte-rendu. Le tuteur l’a su avant d’envoyer. Lisez le compte-rendu, prenez contact, puis « Marquer comme vu ».',
        ],
      },
      {
        title: 'Ce que SOPA fait seul',
        paragraphs: [
          'Le tuteur reçoit la demande le dernier jour du stage, puis trois relances espacées ; la troisième vous est signalée. Ensuite l’alerte vous revient, à vous et à la scolarité. Rien ne part le samedi, le dimanche, un jour férié ou pendant les vacances, et tout s’arrête dès que le compte-rendu est reçu.',
        ],
      },
    ],
  },
} as const satisfies Record<string, StaffGuide>;
export type StaffGuideName = keyof typeof staffGuides;

const isName = (word: string): word is StaffGuideName => Object.hasOwn(staffGuides, word);
export const staffGuideNamed = (word: string): { name: StaffGuideName; guide: StaffGuide } | undefined =>
  isName(word) ? { name: word, guide: staffGuides[word] } : undefined;
