import type { Stage } from '../../../schemas/programme.ts';
import { FilterSelect } from '../components/filter-select.tsx';

type Props = {
  /** Of the preview, which the address asks for as which stage. */
  path: string;
  label: string;
  stages: readonly Stage[];
  stage: Stage;
};

/** As which stage something is looked at. */
export const StageFilter = ({ path, label, stages, stage }: Props) => (
  <form method="get" action={path} class="filters">
    <FilterSelect
      name="stage"
      label={label}
      value={stage.stageId}
      options={stages.map((one) => ({ value: one.stageId, label: one.label }))}
    />
    <button class="secondary" type="submit">
      Voir pour ce stage
    </button>
  </form>
);
