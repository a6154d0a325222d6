import { useState } from 'react'
import { NAME_MAX } from '../../../user-service/limits.ts'
import { keptAppearance, setAppearance } from '../appearance.ts'
import { m } from '../messages.ts'
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

/** `/settings/profile`: every change is saved at once. */
export function ProfilePage() {
  const me = useMe()
  const change = useChangeMe()
  return (
    <SettingsFrame place={m.settings.profile}>
      <SettingsSection title={m.settings.profile} lead={m.settings.profileLead}>
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
      <SettingsSection title={m.settings.look}>
        <SettingsRow label={m.settings.language}>
          <Segmented
            label={m.settings.language}
            value={me.locale}
            options={optionsOf(m.settings.languages, locales)}
            onPick={(locale) => change({ locale })}
          />
        </SettingsRow>
        <SettingsRow label={m.settings.theme}>
          <Segmented
            label={m.settings.theme}
            value={me.theme}
            options={optionsOf(m.settings.themes, themes)}
            onPick={(theme) => change({ theme })}
          />
        </SettingsRow>
        <SettingsRow label={m.settings.density}>
          <Segmented
            label={m.settings.density}
            value={me.density}
            options={optionsOf(m.settings.densities, densities)}
            onPick={(density) => change({ density })}
          />
        </SettingsRow>
        <ContrastRow />
      </SettingsSection>
      <SettingsSection title={m.settings.account}>
        <SettingsRow label={m.settings.signOut} hint={m.settings.signOutLead}>
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
    <SettingsRow label={m.settings.contrast} hint={m.settings.contrastHint}>
      <Segmented
        label={m.settings.contrast}
        value={contrast}
        options={optionsOf(m.settings.contrasts, contrasts)}
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
