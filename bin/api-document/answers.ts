import type { z } from 'zod'
import type { AnswerOf } from '../../services/frontend-service/rest/operation.ts'
import type { Offered } from '../../services/frontend-service/rest/operations.ts'
import { placeAnswers } from './place-answers.ts'
import { taskAnswers } from './task-answers.ts'

/** What each procedure answers, for the document. The compiler holds it to what the procedure does answer. */
export const answers: { readonly [Name in Offered]: z.ZodType<Described<AnswerOf<Name>>> } = {
  ...placeAnswers,
  ...taskAnswers,
}

/** With one form where the id of an act makes two of it. */
type Described<Answer> = [Answer] extends [{ readonly actionId: unknown }]
  ? { [Field in Exclude<keyof Answer, 'actionId'>]: Answer[Field] } & { actionId: string | null }
  : Answer
