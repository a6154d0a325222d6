import { writeFileSync } from 'node:fs'
import { rightsDocument } from '../services/testing/rights/document.ts'

writeFileSync('docs/rights.md', rightsDocument())
