import { accountPages } from '../features/account'
import { activityPages } from '../features/activity'
import { authPages } from '../features/auth'
import { consentPages } from '../features/consent'
import { delegationPages } from '../features/delegation'
import { drawPages } from '../features/draw'
import { intakePages } from '../features/intake'
import { libraryUsePages } from '../features/library_use'
import { libraryPages } from '../features/library'
import { notifyPages } from '../features/notify'
import { oversightPages } from '../features/oversight'
import { ownRecordPages, requestPages } from '../features/own_record'
import { readingPages } from '../features/reading'
import { registryPages } from '../features/registry'
import { rulesPages } from '../features/rules'
import type { FeaturePages } from './feature'

/** Every feature's pages, in the order of the menu. */
export const features: FeaturePages[] = [authPages, ownRecordPages, consentPages, readingPages, libraryPages, requestPages, intakePages, libraryUsePages, activityPages, drawPages, oversightPages, registryPages, accountPages, notifyPages, delegationPages, rulesPages]
