interface CopyableProps {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly text: string
}

/** A text to copy, with what it is for; the island `copy` adds a button that copies it. */
export const Copyable = ({ id, label, hint, text }: CopyableProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    <p class="hint" id={`${id}-aide`}>
      {hint}
    </p>
    <copy-code>
      <textarea id={id} class="code" readOnly rows={text.length > 160 ? 4 : 2} aria-describedby={`${id}-aide`}>
        {text}
      </textarea>
    </copy-code>
  </div>
)
