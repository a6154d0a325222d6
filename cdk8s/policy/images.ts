import { services } from '../../services/catalog.ts'
import { thirdParty } from '../release/images.ts'
import { containerRule, outsideDevelopment, type Rule } from './rule.ts'

const ours = new Set<string>([...services.map(({ name }) => name), 'operations'])
const known = new Set<string>(Object.values(thirdParty))

/** `registry/team/name:tag@digest` → its parts. */
function partsOf(image: string) {
  const [reference = '', digest] = image.split('@')
  const path = reference.split('/')
  const [name = '', tag] = (path.at(-1) ?? '').split(':')
  return { reference, name, tag, digest }
}

const isOurs = (image: string) => ours.has(partsOf(image).name)

export const images: readonly Rule[] = [
  containerRule('image-tag', ({ image = '' }, _workload, world) => {
    const { tag, digest } = partsOf(image)
    const local = isOurs(image) && !outsideDevelopment(world)
    return !digest && !local && (!tag || tag === 'latest') && `${image} may be another one tomorrow`
  }),
  containerRule(
    'pull-never',
    ({ imagePullPolicy }, _workload, world) =>
      outsideDevelopment(world) && imagePullPolicy === 'Never' && 'is never pulled',
  ),
  containerRule(
    'pull-always',
    ({ imagePullPolicy }, _workload, world) =>
      outsideDevelopment(world) &&
      imagePullPolicy !== 'Always' &&
      imagePullPolicy !== 'Never' &&
      'uses what happens to lie on the node',
  ),
  containerRule(
    'image-digest',
    ({ image = '' }, _workload, world) =>
      outsideDevelopment(world) &&
      !/^sha256:[0-9a-f]{64}$/.test(partsOf(image).digest ?? '') &&
      `${image} is not named by digest`,
  ),
  containerRule(
    'image-list',
    ({ image = '' }) =>
      !isOurs(image) && !known.has(partsOf(image).reference) && `${image} is not in images.ts`,
  ),
  containerRule(
    'released-digest',
    ({ image = '' }, _workload, { released }) =>
      released && /sha256:0+$/.test(image) && `${image} was not built`,
  ),
]
