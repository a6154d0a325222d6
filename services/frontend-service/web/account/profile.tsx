import { useState } from 'react'
import { NAME_MAX } from '../../../user-service/limits.ts'
import { keptAppearance, setAppearance } from '../appearance.ts'
import { profile as en } from '../messages/en/account/profile.ts'
import { profile as ko } from '../messages/ko/account/profile.ts'
import { inLanguage, m } from '../messages.ts'
import { Button } from '../ui/button.tsx'
import { SavedField } from '../ui/form/saved-field.tsx'
import { Segmented } from '../ui/form/segmented.tsx'
import { Select } from '../ui/form/select.tsx'
import { AddressRows } from './address/address-rows.tsx'
import { useChangeMe } from './change-me.ts'
import { useMe } from './session.ts'
import { SettingsFrame } from './settings-frame.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'
import { signOut } from './sign-out.ts'

const profileWords = inLanguage({ ko, en })

/** `/settings/profile`: every change is saved at once. */
export function ProfilePage() {
  const me = useMe()
  const change = useChangeMe()
  return (
    <SettingsFrame place={m.settings.profile}>
      <SettingsSection title={m.settings.profile} lead={profileWords().profileLead}>
        <SettingsRow label={m.settings.name}>
          <span className="w-60 max-sm:w-full">
            <SavedField
              label={m.settings.name}
              value={me.name}
              limit={NAME_MAX}
              name="name"
              autoComplete="name"
              onSave={(name) => change({ name })}
            />
          </span>
        </SettingsRow>
        <AddressRows />
        <SettingsRow label={m.settings.timeZone}>
          <Select
            aria-label={m.settings.timeZone}
            value={me.timeZone}
            options={zones(me.timeZone)}
            onPick={(timeZone) => change({ timeZone })}
            className="w-60"
          />
        </SettingsRow>
      </SettingsSection>
      <SettingsSection title={profileWords().look}>
        <SettingsRow label={profileWords().language}>
          <Segmented
            label={profileWords().language}
            value={me.locale}
            options={optionsOf(m.settings.languages, locales)}
            onPick={(locale) => change({ locale })}
          />
        </SettingsRow>
        <SettingsRow label={profileWords().theme}>
          <Segmented
            label={profileWords().theme}
            value={me.theme}
            options={optionsOf(m.settings.themes, themes)}
            onPick={(theme) => change({ theme })}
          />
        </SettingsRow>
        <SettingsRow label={profileWords().density}>
          <Segmented
            label={profileWords().density}
            value={me.density}
            options={optionsOf(m.settings.densities, densities)}
            onPick={(density) => change({ density })}
          />
        </SettingsRow>
        <ContrastRow />
      </SettingsSection>
      <SettingsSection title={profileWords().account}>
        <SettingsRow label={m.settings.signOut} hint={profileWords().signOutLead}>
          <Button kind="line" onClick={() => void signOut()}>
            {m.settings.signOut}
          </Button>
        </SettingsRow>
      </SettingsSection>
    </SettingsFrame>
  )
}

function ContrastRow() {
  const [contrast, setContrast] = useState(keptAppearance().contrast ?? 'normal')
  return (
    <SettingsRow label={profileWords().contrast} hint={profileWords().contrastHint}>
      <Segmented
        label={profileWords().contrast}
        value={contrast}
        options={optionsOf(profileWords().contrasts, contrasts)}
        onPick={(next) => {
          setContrast(next)
          setAppearance({ contrast: next })
        }}
      />
    </SettingsRow>
  )
}

const locales = ['ko', 'en'] as const
const themes = ['system', 'light', 'dark'] as const
const densities = ['compact', 'comfortable'] as const
const contrasts = ['normal', 'more'] as const

const optionsOf = <T extends string>(words: Record<NoInfer<T>, string>, values: readonly T[]) =>
  values.map((value) => ({ value, label: words[value] }))

/** All zones the browser knows, and the one in use even when the browser calls it otherwise. */
const zones = (current: string) =>
  [...new Set([current, ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }))
